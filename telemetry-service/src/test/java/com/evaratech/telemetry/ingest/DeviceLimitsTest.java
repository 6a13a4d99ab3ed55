package com.evaratech.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.telemetry.TelemetryException.DeviceTooFast;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DeviceLimitsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private Instant now = NOW;
    private final DeviceLimits limits =
            new DeviceLimits(new Config(), () -> now, new SimpleMeterRegistry());

    private record Config() implements IngestConfig {
        @Override
        public int requestsPerSecond() {
            return 2;
        }

        @Override
        public int readingsPerSecond() {
            return 10;
        }

        @Override
        public int readingsAtOnce() {
            return 1_000;
        }

        @Override
        public int openRequests() {
            return 3;
        }
    }

    @Property(tries = 200)
    void shouldNeverGiveMoreThanTheRateAndWhatMayComeAtOnce(
            @ForAll @Size(min = 1, max = 100) List<@IntRange(min = 0, max = 400) Integer> steps) {
        var rate = new Rate(20, 50);
        Instant at = NOW;
        int taken = 0;
        for (int step : steps) {
            at = at.plusMillis(step);
            if (rate.take("one", 1 + step % 7, at).isEmpty()) {
                taken += 1 + step % 7;
            }
        }

        double most = 50 + 20 * Duration.between(NOW, at).toMillis() / 1_000.0;
        assertThat(taken).isLessThanOrEqualTo((int) Math.ceil(most));
    }

    @Property(tries = 200)
    void shouldGiveAgainOnceTheWaitIsOver(@ForAll @IntRange(min = 1, max = 50) int count) {
        var rate = new Rate(20, 50);
        assertThat(rate.take("one", 50, NOW)).isEmpty();

        Duration wait = rate.take("one", count, NOW).orElseThrow();

        assertThat(rate.take("one", count, NOW.plus(wait).minusMillis(1))).isPresent();
        assertThat(rate.take("one", count, NOW.plus(wait))).isEmpty();
    }

    @Test
    void shouldForgetThoseWhoOweNothing() {
        var rate = new Rate(20, 50);
        for (int i = 0; i < 30_000; i++) {
            assertThat(rate.take("device " + i, 1, NOW.plusMillis(i))).isEmpty();
        }

        assertThat(rate.remembered()).isLessThan(11_000);
    }

    @Test
    void shouldRefuseRequestsOfTheDeviceThatIsTooFastAlone() {
        for (int i = 0; i < 10; i++) {
            limits.begin("mad").close();
        }

        assertThatThrownBy(() -> limits.begin("mad"))
                .isInstanceOfSatisfying(
                        DeviceTooFast.class,
                        tooFast ->
                                assertThat(tooFast.retryAfter()).contains(Duration.ofSeconds(1)));
        limits.begin("other").close();
        now = NOW.plusSeconds(1);
        limits.begin("mad").close();
    }

    @Test
    void shouldRefuseADeviceThatHasTooManyRequestsOpen() {
        var first = limits.begin("mad");
        var _ = limits.begin("mad");
        var _ = limits.begin("mad");

        assertThatThrownBy(() -> limits.begin("mad")).isInstanceOf(DeviceTooFast.class);
        limits.begin("other").close();
        first.close();
        limits.begin("mad").close();
    }

    @Test
    void shouldTellWhenSoManyReadingsCanBeTaken() {
        assertThat(limits.readings("one", 1_000)).isEmpty();

        assertThat(limits.readings("one", 15)).contains(Duration.ofSeconds(2));
        assertThat(limits.readings("other", 1_000)).isEmpty();
        now = NOW.plusSeconds(2);
        assertThat(limits.readings("one", 15)).isEmpty();
    }
}
