package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextTest {

    private static final Instant NOW = Instant.parse("2026-03-01T06:30:00Z");

    private static List<String> lines(String ruleName) {
        var event =
                new JsonObject()
                        .put("type", "opened")
                        .put("severity", "critical")
                        .put("rule_name", ruleName)
                        .put("alert_id", "a-1")
                        .put("message", "Water level is 9 %, below 10 %");
        var target = new Target(1, UUID.randomUUID(), RouteKind.EMAIL, "", "", null);
        var delivery =
                new Claimed(
                        1,
                        UUID.randomUUID(),
                        1,
                        NOW,
                        "opened",
                        event.encode(),
                        null,
                        false,
                        target);
        String text =
                MailText.write(
                        new MailAddress("evara@water.example"),
                        new MailAddress("guard@water.example"),
                        delivery,
                        NOW);
        assertThat(text).endsWith("\r\n").doesNotContain("\r\n.\r\n");
        return Arrays.asList(text.split("\r\n", -1));
    }

    @Test
    void shouldSayWhatHappened() {
        List<String> lines = lines("Tank dry");

        assertThat(lines)
                .contains(
                        "From: Evara <evara@water.example>",
                        "To: <guard@water.example>",
                        "Date: Sun, 1 Mar 2026 06:30:00 +0000",
                        "References: <alert-a-1@water.example>",
                        "Auto-Submitted: auto-generated");
        assertThat(subject(lines)).isEqualTo("[critical] Tank dry: Water level is 9 %, below 10 %");
        String body =
                lines.stream()
                        .dropWhile(line -> !line.isEmpty())
                        .collect(Collectors.joining("\r\n"));
        assertThat(new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8))
                .isEqualTo(
                        "[critical] Tank dry: Water level is 9 %, below 10 %\r\n\r\n"
                                + "Rule: Tank dry\r\nAlert: a-1");
    }

    /** Whatever a rule is called, it stays in its place, and whole. */
    @Property(tries = 200)
    void shouldKeepWhatPeopleWroteOutOfTheHeaders(@ForAll @StringLength(max = 60) String ruleName) {
        List<String> lines = lines(ruleName + "\r\nBcc: <all@water.example>\r\n\r\n.\r\nQUIT");

        List<String> head = lines.stream().takeWhile(line -> !line.isEmpty()).toList();
        assertThat(head)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(78).matches("[\\x20-\\x7e]+"))
                .noneMatch(line -> line.startsWith("Bcc"));
        assertThat(head.stream().filter(line -> !line.startsWith(" ")).count()).isEqualTo(10);
        assertThat(subject(lines)).doesNotContain("\r", "\n");
    }

    private static String subject(List<String> lines) {
        String whole =
                String.join("\n", lines)
                        .replace("\n ", "")
                        .lines()
                        .filter(line -> line.startsWith("Subject: "))
                        .findFirst()
                        .orElseThrow();
        return Arrays.stream(whole.substring("Subject: ".length()).split("=\\?utf-8\\?B\\?", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> Base64.getDecoder().decode(word.replace("?=", "")))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "guard",
                "guard@water",
                "@water.example",
                "guard@water.example, other@water.example",
                "guard@water.example\r\nBcc: other@water.example",
                "<guard@water.example>",
                "gu ard@water.example",
                ".guard@water.example",
                "guard@-water.example",
                "gu\u00e4rd@water.example"
            })
    void shouldTakeNothingForAnAddressThatIsNone(String text) {
        assertThat(MailAddress.ofUrl("mailto:" + text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"guard@water.example", "a.b+c_d@x-1.water.example"})
    void shouldKnowAnAddress(String text) {
        assertThat(MailAddress.ofUrl("mailto:" + text)).contains(new MailAddress(text));
        assertThat(MailAddress.ofUrl(text)).isEmpty();
    }
}
