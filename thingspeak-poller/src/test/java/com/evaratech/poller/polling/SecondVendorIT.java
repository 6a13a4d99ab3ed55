package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.Source;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.Account;
import com.evaratech.poller.fixture.Published;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.WithThingSpeak;
import com.evaratech.poller.source.ChannelSource;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.FeedRow;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another vendor is one class: everything else polls it as it does ThingSpeak. */
@QuarkusTest
@TestProfile(SecondVendorIT.OfAnother.class)
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class SecondVendorIT {

    /** With the other vendor in place of ThingSpeak. */
    public static final class OfAnother implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Vendor.class);
        }
    }

    /** The one class. */
    @Alternative
    @Singleton
    static final class Vendor implements ChannelSource {

        private final Instant measuredAt;

        Vendor(InstantSource clock) {
            measuredAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        }

        @Override
        public Source kind() {
            return Source.HTTP;
        }

        @Override
        public int requestsPerMinute() {
            return 6_000;
        }

        @Override
        public Duration rest() {
            return Duration.ofSeconds(1);
        }

        @Override
        public FeedPage read(long channelId, @Nullable String readApiKey, FeedQuery query) {
            var row = new FeedRow(1, measuredAt, measuredAt.toString(), Map.of(1, "100"));
            return new FeedPage(1, List.of(row), false);
        }
    }

    private final TestChannel tank = TestChannel.tank();

    @AfterEach
    void endPolling() {
        tank.remove();
    }

    @Test
    void shouldPublishItsRowsAsItsOwn() {
        TestDirectory.markComplete();
        tank.publish();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Account.of(tank.node().id()).accepted()).isEqualTo(1));
        assertThat(Published.entries(tank.node().number()))
                .isNotEmpty()
                .map(ReadingsCodec::decode)
                .extracting(NodeReadings::source)
                .containsOnly(Source.HTTP);
    }
}
