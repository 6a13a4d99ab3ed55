package com.evaratech.bench.alerts.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.bench.site.Tank;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final Instant FIRST = Instant.parse("2026-01-31T06:30:00Z");
    private static final Pattern RECORDED = Pattern.compile("\"recorded_at\":\"([^\"]+)\"");

    private static final Pattern READING =
            Pattern.compile(
                    "\"recorded_at\":\"([^\"]+)\",\"metrics\":\\{\"water_level_cm\":([0-9.]+)"
                            + ",\"temperature_c\":[0-9.]+,\"tds_ppm\":([0-9.]+)");
    private static final long MILLISECOND = 1_000_000;

    private final Requests requests = new Requests(FIRST, Duration.ofSeconds(2));

    @Test
    void shouldSendFiveThousandReadingsASecond() {
        assertThat(requests.count()).isEqualTo(1_000);
        for (int number = 0; number < 900; number++) {
            requests.answered(number, Requests.dueMillis(number) * MILLISECOND);
        }

        assertThat(requests.readings()).isEqualTo(9_000);
        assertThat(requests.lastAnswer()).isEqualTo(899 * 2 * MILLISECOND);
        assertThat(requests.isAnswered(900)).isFalse();
    }

    @Test
    void shouldKnowOfEveryReadingWhichRequestHadIt() {
        for (int number = 0; number < requests.count(); number++) {
            requests.entered(entry(number), FIRST.toEpochMilli() + Requests.dueMillis(number));
        }

        for (int number = 0; number < requests.count(); number++) {
            var seen = new HashSet<Instant>();
            Instant due = FIRST.plusMillis(Requests.dueMillis(number));
            var matcher = RECORDED.matcher(text(number));
            while (matcher.find()) {
                Instant recorded = Instant.parse(matcher.group(1));
                seen.add(recorded);
                int tank = Requests.tank(number);
                assertThat(requests.behindAcceptance(tank, recorded, due.plusNanos(7)))
                        .isEqualTo(7);
            }
            assertThat(seen).hasSize(Requests.READINGS).contains(due);
            assertThat(requests.oldest())
                    .isBeforeOrEqualTo(seen.stream().sorted().toList().getFirst());
        }
    }

    @Test
    void shouldSayInReadingsWhatItSaysInWords() {
        for (int number = 0; number < requests.count(); number += 37) {
            var expected = new StringBuilder();
            for (Reading reading : requests.readings(number, tank(number))) {
                expected.append(reading.recordedAt())
                        .append(' ')
                        .append(reading.value(Metric.WATER_LEVEL_CM))
                        .append(' ')
                        .append(reading.value(Metric.TDS_PPM))
                        .append('\n');
            }
            var said = new StringBuilder();
            var matcher = READING.matcher(text(number));
            while (matcher.find()) {
                said.append(
                        "%s %s %s\n"
                                .formatted(matcher.group(1), matcher.group(2), matcher.group(3)));
            }
            assertThat(said.toString()).isEqualTo(expected.toString());
        }
    }

    @Test
    void shouldCountFromWhenTheBusHadIt() {
        requests.answered(5, 12 * MILLISECOND);
        requests.entered(entry(5), FIRST.toEpochMilli() + 11);

        assertThat(requests.answeredBehindDue(5)).isEqualTo(2 * MILLISECOND);
        Instant recorded = FIRST.plusMillis(10);
        assertThat(requests.behindAcceptance(5, recorded, FIRST.plusMillis(13)))
                .isEqualTo(2 * MILLISECOND);
        assertThatThrownBy(() -> requests.behindAcceptance(5, recorded, FIRST.plusMillis(10)))
                .hasMessageContaining("clock");
    }

    @Test
    void shouldLeaveEntriesOfOthersAlone() {
        var before = Reading.of(FIRST.minusMillis(1), Map.of(Metric.WATER_LEVEL_CM, 3.0));
        var behind = Reading.of(FIRST.plusSeconds(2), Map.of(Metric.WATER_LEVEL_CM, 3.0));

        requests.entered(entry(List.of(before)), 7);
        requests.entered(entry(List.of(behind)), 7);

        assertThatThrownBy(() -> requests.behindAcceptance(0, FIRST, FIRST.plusSeconds(1)))
                .hasMessageContaining("no request");
    }

    @Test
    void shouldSayThatNoRequestHadAReading() {
        assertThatThrownBy(() -> requests.behindAcceptance(5, FIRST.plusSeconds(9), FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tank 5");
    }

    private String text(int number) {
        return new String(requests.request(number, tank(number)), StandardCharsets.US_ASCII);
    }

    private static Tank tank(int number) {
        return new Tank(Requests.tank(number), "id", "key");
    }

    private NodeReadings entry(int number) {
        return entry(requests.readings(number, tank(number)));
    }

    private static NodeReadings entry(List<Reading> readings) {
        return new NodeReadings(1, Kind.TANK, Source.HTTP, FIRST, readings);
    }
}
