package com.evaratech.telemetry.readings;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.telemetry.readings.ReadingPages.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingPagesTest {

    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void shouldComeToTheEndOfAYearOfMinutesInAFewQueriesWhateverTheyCarry() {
        int queries = 0;
        int reach = 100;
        Optional<Asked> asked =
                Optional.of(new Asked(Kind.TANK, 1, List.of(Metric.PH), FROM, UNTIL, true, reach));
        while (asked.isPresent()) {
            queries++;
            Instant edge = asked.get().until().minus(Duration.ofMinutes(reach));
            asked = asked.get().beyond(edge.isBefore(FROM) ? FROM : edge, 0);
            reach = ReadingPages.further(reach);
        }

        assertThat(queries).isLessThanOrEqualTo(7);
    }

    @Test
    void shouldReachNoFurtherAtOnceThanTheDatabaseUnpacksInAMoment() {
        assertThat(ReadingPages.further(1)).isEqualTo(8);
        assertThat(ReadingPages.further(199_999)).isEqualTo(200_000);
        assertThat(ReadingPages.further(200_000)).isEqualTo(200_000);
    }
}
