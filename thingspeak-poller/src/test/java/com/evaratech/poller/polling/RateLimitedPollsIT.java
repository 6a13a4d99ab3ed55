package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.Account;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A channel that is further behind than the rate allows at once. */
@QuarkusTest
@TestProfile(RateLimitedPollsIT.FewRequests.class)
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class RateLimitedPollsIT {

    /** Five requests at once, then one in two seconds. */
    public static final class FewRequests implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("evara.thingspeak.rate-limit", "30");
        }
    }

    private static final int ROWS = 6_500;
    private static final int NODES = 20;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    @Inject InstantSource clock;
    @Inject MeterRegistry meters;

    private final List<TestChannel> others = new ArrayList<>();
    private final TestChannel tank = TestChannel.tank().withInterval(3_600);

    @AfterEach
    void endPolling() {
        tank.remove();
        others.forEach(TestChannel::remove);
    }

    @Test
    void shouldTakeTheNodesOfOneChannelInTurn() {
        TestDirectory.markComplete();
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), new Row(clock.instant().minusSeconds(60), "100", "3.7"));
        double putOff = putOff();
        IntStream.range(0, NODES)
                .forEach(_ ->
                        others.add(TestChannel.tank().withChannel(tank.id()).withInterval(3_600)));

        others.forEach(TestChannel::publish);

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() ->
                        assertThat(others)
                                .allSatisfy(each ->
                                        assertThat(Account.of(each.node().id()).accepted())
                                                .isEqualTo(1)));
        assertThat(ThingSpeak.requests(tank.id())).isEqualTo(NODES);
        // Each in vain once, hardly twice.
        assertThat(putOff() - putOff).isLessThan(1.7 * NODES);
        // The last one's token came half a minute after the first ones'.
        assertThat(meters.get(PollMetrics.LAG).timer().max(TimeUnit.SECONDS)).isGreaterThan(20);
    }

    private double putOff() {
        return meters.get("evara.poll").tag("outcome", "rate_limited").timer().count();
    }

    @Test
    void shouldSpendEachRequestOnRowsThatAreNotReadYet() {
        TestDirectory.markComplete();
        Instant start = clock.instant().minus(Duration.ofDays(1));
        List<Row> rows =
                IntStream.range(0, ROWS)
                        .mapToObj(second -> new Row(start.plusSeconds(second), "100", "3.7"))
                        .toList();
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), rows);

        tank.publish();

        await().atMost(LONGEST_WAIT)
                .untilAsserted(
                        () -> assertThat(Account.of(tank.node().id()).accepted()).isEqualTo(ROWS));
        // The newest page and seven of numbers.
        assertThat(ThingSpeak.requests(tank.id())).isEqualTo(8);
    }
}
