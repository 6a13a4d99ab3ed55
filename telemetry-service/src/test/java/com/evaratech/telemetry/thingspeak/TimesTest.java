package com.evaratech.telemetry.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static final Times UTC = new Times(ZoneOffset.UTC);

    @Property(tries = 200)
    void shouldReadWhatItWrites(@ForAll("times") Instant time, @ForAll("zones") ZoneId zone) {
        var times = new Times(zone);
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);

        assertThat(UTC.read(times.text(time))).contains(second);
        assertThat(UTC.read(times.csv(time))).contains(second);
        assertThat(times.read(Long.toString(second.getEpochSecond()))).contains(second);
        assertThat(times.read(time.toString())).contains(time);
    }

    @Property(tries = 200)
    void shouldReadAnyTextAsATimeOrNone(@ForAll String text) {
        assertThat(UTC.read(text)).isNotNull();
    }

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York")
                .map(ZoneId::of);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01 12:00:00, 2026-03-01T06:30:00Z",
        "2026-03-01 12:00:00 UTC, 2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00+02:00, 2026-03-01T10:00:00Z",
        "2026-03-01 12:00:00 -0500, 2026-03-01T17:00:00Z",
        "2026-3-1, 2026-02-28T18:30:00Z",
        "1772366400, 2026-03-01T12:00:00Z"
    })
    void shouldReadTheFormsOfDevices(String text, Instant time) {
        assertThat(new Times(ZoneId.of("Asia/Kolkata")).read(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "yesterday", "2026-13-01", "1772366400000000", "12:00"})
    void shouldReadNothingElse(String text) {
        assertThat(UTC.read(text)).isEmpty();
    }
}
