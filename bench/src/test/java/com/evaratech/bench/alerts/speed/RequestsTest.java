package com.evaratech.bench.alerts.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.bench.site.Tank;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final Instant FIRST = Instant.parse("2026-01-31T06:30:00Z");
    private static final Pattern RECORDED = Pattern.compile("\"recorded_at\":\"([^\"]+)\"");

    private final Requests requests = new Requests(FIRST, Duration.ofSeconds(2));

    @Test
    void shouldSendFiveThousandReadingsASecond() {
        assertThat(requests.count()).isEqualTo(1_000);
        assertThat(requests.readings()).isEqualTo(10_000);
    }

    @Test
    void shouldKnowOfEveryReadingWhichRequestHadIt() {
        long millisecond = 1_000_000;
        for (int number = 0; number < requests.count(); number++) {
            requests.accepted(number, Requests.dueMillis(number) * millisecond);
        }

        for (int number = 0; number < requests.count(); number++) {
            var seen = new HashSet<Instant>();
            long due = Requests.dueMillis(number) * millisecond;
            var matcher = RECORDED.matcher(text(number));
            while (matcher.find()) {
                Instant recorded = Instant.parse(matcher.group(1));
                seen.add(recorded);
                assertThat(requests.behindAcceptance(Requests.tank(number), recorded, due + 7))
                        .isEqualTo(7);
            }
            assertThat(seen).hasSize(Requests.READINGS).contains(FIRST.plusNanos(due));
        }
    }

    @Test
    void shouldCountFromAcceptanceAndNeverBackwards() {
        requests.accepted(5, 12_000_000);

        assertThat(requests.acceptedBehindDue(5)).isEqualTo(2_000_000);
        Instant recorded = FIRST.plusMillis(10);
        assertThat(requests.behindAcceptance(5, recorded, 13_000_000)).isEqualTo(1_000_000);
        assertThat(requests.behindAcceptance(5, recorded, 11_000_000)).isZero();
    }

    @Test
    void shouldSayThatNoRequestHadAReading() {
        assertThatThrownBy(() -> requests.behindAcceptance(5, FIRST.plusSeconds(9), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tank 5");
    }

    private String text(int number) {
        int place = Requests.tank(number);
        return new String(
                requests.request(number, new Tank(place, "id", "key")), StandardCharsets.US_ASCII);
    }
}
