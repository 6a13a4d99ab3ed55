package com.evaratech.local.launcher.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReadableLineTest {

    private final ReadableLine readable = new ReadableLine(ZoneOffset.ofHours(2));

    @Test
    void shouldShowTimeLevelMessageAndContext() {
        String line =
                """
                {"timestamp":"2026-11-23T09:41:01.370483173Z","loggerName":"x","level":"INFO",\
                "message":"Node registered","mdc":{"requestId":"r-1","traceId":"t-2"}}\
                """;

        String shown = readable.of("node-service", line);

        assertThat(shown)
                .isEqualTo(
                        "node-service        11:41:01.370 INFO  Node registered requestId=r-1 traceId=t-2");
    }

    @Test
    void shouldShowTheStackTraceBelow() {
        String line =
                """
                {"timestamp":"2026-11-23T09:41:01Z","level":"ERROR","message":"Failed",\
                "stackTrace":"a.B: c\\n\\tat d\\n"}\
                """;

        assertThat(readable.of("x", line))
                .endsWith("ERROR Failed" + System.lineSeparator() + "a.B: c\n\tat d");
    }

    @Test
    void shouldShowOtherLinesAsTheyAre() {
        assertThat(readable.of("redis", "31082:M 23 Nov Ready"))
                .isEqualTo("redis               31082:M 23 Nov Ready");
        assertThat(readable.of("x", "{\"no\":\"entry\"}")).endsWith("{\"no\":\"entry\"}");
    }

    @Property
    void shouldLoseNoTextOfALineThatIsNoEntry(@ForAll String text) {
        assertThat(readable.of("x", "!" + text)).endsWith("!" + text);
    }

    @Test
    void shouldTellTheInstantOfAnEntry() {
        assertThat(
                        ReadableLine.instant(
                                "{\"timestamp\":\"2026-11-23T11:00:00+02:00\",\"message\":\"m\"}"))
                .contains(Instant.parse("2026-11-23T09:00:00Z"));
        assertThat(ReadableLine.instant("plain")).isEmpty();
    }
}
