package com.evaratech.common.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the events, and {@code docs/api/events.md} against it. */
class AlertJsonTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api", "events.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\\n(.*?)```");

    /** The one that the document shows. */
    private static final AlertFacts OPEN =
            new AlertFacts(
                    UUID.fromString("0b6cf2f2-8f3e-4c8e-9d64-1f0d8a4f4b1c"),
                    UUID.fromString("5a9d7c1e-51c5-4a52-8f5b-0c8a2b9d3e11"),
                    3L,
                    "Roof tank runs dry",
                    "critical",
                    UUID.fromString("c2f1b7de-97a0-4e4b-a6de-2b3f1c9e7a55"),
                    new Placement(
                            UUID.fromString("e3b8a1c4-0d7f-4a53-8c66-7d5e9f2b1a08"),
                            UUID.fromString("7f4e2d9b-3c6a-4b1e-9f28-6a0c5d8e1b34"),
                            null),
                    new Crossing("water_level_percent", "lt", 20, 12.25),
                    Instant.parse("2026-05-01T12:05:00Z"),
                    null);

    private static final AlertFacts OVER =
            OPEN.ended(new Ending(Instant.parse("2026-05-01T13:00:00Z"), "cleared"), 25.5);

    @Test
    void shouldWriteTheExampleAsDocumented() throws IOException {
        var documented =
                EXAMPLE.matcher(Files.readString(DOCUMENT))
                        .results()
                        .map((MatchResult block) -> new JsonObject(block.group(1)))
                        .filter(example -> example.containsKey("alert_id"))
                        .map(JsonObject::encode)
                        .toList();

        assertThat(documented).containsExactly(AlertJson.write(AlertEvent.Type.RESOLVED, OVER));
    }

    @Test
    void shouldReadWhatItWrote() {
        AlertFacts ofCustomer =
                new AlertFacts(
                        OPEN.alertId(),
                        OPEN.ruleId(),
                        "\"Låg\"",
                        OPEN.severity(),
                        OPEN.nodeId(),
                        new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()),
                        OPEN.crossing(),
                        Instant.parse("2026-05-01T12:05:00.123Z"),
                        null);

        for (AlertFacts alert : new AlertFacts[] {OPEN, OVER, ofCustomer}) {
            String json = AlertJson.write(AlertEvent.Type.OPENED, alert);
            assertThat(AlertJson.alert(json)).isEqualTo(alert);
            assertThat(AlertJson.type(json)).isEqualTo(AlertEvent.Type.OPENED);
        }
    }

    @Test
    void shouldLeaveFieldsAloneThatItDoesNotKnow() {
        String json =
                new JsonObject(AlertJson.write(AlertEvent.Type.OPENED, OPEN))
                        .put("acknowledged_by", "somebody")
                        .encode();

        assertThat(AlertJson.alert(json)).isEqualTo(OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert_id", "rule_name", "community_id", "threshold", "opened_at"})
    void shouldNameTheFieldThatIsNotAsAgreed(String field) {
        var json = new JsonObject(AlertJson.write(AlertEvent.Type.OPENED, OPEN));

        assertThatThrownBy(() -> AlertJson.alert(json.copy().put(field, true).encode()))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(field);
        json.remove(field);
        assertThatThrownBy(() -> AlertJson.alert(json.encode()))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(field);
    }
}
