package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.deliveries.Target.Content;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTextTest {

    private static final String OPENED =
            """
            {"type": "opened", "severity": "critical", "rule_name": "Low <tank>",
             "message": "Water level is 9 %, below 10 %", "rule_id": "r", "community_id": "c"}
            """;

    private static String text(String body) {
        return MessageText.words(body).getOrDefault("text", "");
    }

    @Test
    void shouldSayWhatHappened() {
        assertThat(text(OPENED)).isEqualTo("[critical] Low <tank>: Water level is 9 %, below 10 %");
        assertThat(text(OPENED.replace("opened", "reminder")))
                .isEqualTo("[critical] Still: Low <tank>: Water level is 9 %, below 10 %");
        assertThat(text(OPENED.replace("opened", "resolved"))).isEqualTo("[over] Low <tank>");
        assertThat(text("{\"type\": \"test\"}")).isEqualTo("A test of this route: it works.");
    }

    @Test
    void shouldSayWhatAStormIsOf() {
        List<JsonObject> events =
                IntStream.range(0, 5).mapToObj(_ -> new JsonObject(OPENED)).toList();
        assertThat(text(GroupBody.write(UUID.randomUUID(), null, events)))
                .isEqualTo("[critical] 5 alerts, 0 over: Low <tank> (5)");
    }

    @Test
    void shouldFitIntoOneTextMessage() {
        String body = new JsonObject(OPENED).put("message", "x".repeat(300)).encode();
        assertThat(MessageText.words(body).get("short")).hasSize(160).endsWith("x…");
    }

    @Test
    void shouldWriteAChatsMessage() {
        assertThat(target(RouteKind.SLACK, null).content(OPENED))
                .isEqualTo(
                        new Content(
                                "application/json",
                                "{\"text\":\"[critical] Low &lt;tank&gt;: Water level is 9 %, below"
                                        + " 10 %\"}"));
        assertThat(target(RouteKind.WEBHOOK, null).content(OPENED).body()).isEqualTo(OPENED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/json | {"to": "+91", "t": "{{ rule_name }}"} | {"to": "+91", "t": "a\\"b&c"}
                    application/x-www-form-urlencoded | to=%2B91&t={{rule_name}} | to=%2B91&t=a%22b%26c
                    text/plain | {{rule_name}} {{severity}}! | a"b&c info!
                    """)
    void shouldWriteWordsSoThatTheyKeepToTheirPlace(String type, String template, String sent) {
        String body = "{\"type\": \"opened\", \"rule_name\": \"a\\\"b&c\", \"severity\": \"info\"}";
        assertThat(target(RouteKind.HTTP, new BodyTemplate(type, template)).content(body).body())
                .isEqualTo(sent);
    }

    @Property(tries = 200)
    void shouldStayJsonWhateverARuleIsCalled(@ForAll String name) {
        String body = new JsonObject().put("type", "opened").put("rule_name", name).encode();
        var template = new BodyTemplate("application/json", "{\"t\": \"{{rule_name}}\"}");

        String sent = target(RouteKind.HTTP, template).content(body).body();

        assertThat(new JsonObject(sent).getString("t"))
                .isEqualTo(new JsonObject(body).getString("rule_name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/xml  | 7                   | template.content_type
                    text/plain       | {{password}}        | template.body
                    application/json | {"t": {{rule_name}} | template.body
                    text/plain       | ''                  | template.body
                    """)
    void shouldRefuseATemplateThatIsNone(String type, String body, String field) {
        var fields = new RequestFields();
        BodyTemplate _ = new BodyTemplate.Wish(type, body).check(fields);

        assertThat(
                        Assertions.catchThrowableOfType(
                                InvalidRequest.class, fields::refuseIfAnyIsWrong))
                .satisfies(refused ->
                        assertThat(refused.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.field()).isEqualTo(field)));
    }

    private static Target target(RouteKind kind, @Nullable BodyTemplate template) {
        return new Target(1, UUID.randomUUID(), kind, "https://example.com/", "", template);
    }
}
