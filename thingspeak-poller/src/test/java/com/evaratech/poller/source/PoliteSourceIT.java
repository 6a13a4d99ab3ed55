package com.evaratech.poller.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.WithThingSpeak;
import com.evaratech.poller.source.FeedQuery.Newest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas have two of these and one database. */
@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class PoliteSourceIT {

    private static final int WINDOW = 20;

    @Inject DataSource database;

    private final long channel = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE / 2);
    private final TestSource vendor = new TestSource();
    private final BadAnswer away = BadAnswer.of(Trouble.UNREACHABLE, "away");

    @AfterEach
    void answerAgain() throws Exception {
        vendor.fail(null);
        PoliteSource source = replica();
        FeedPage _ = source.read(channel, null, new Newest(1));
        Duration _ = source.tell();
    }

    @Test
    void shouldTellAReplicaThatAsksNothingWhatTheOtherHeard() throws Exception {
        PoliteSource busy = replica();
        PoliteSource idle = replica();
        vendor.fail(away);
        ask(busy, WINDOW);
        tell(busy, idle);
        assertThat(busy.isAnswering()).isFalse();
        assertThat(idle.isAnswering()).isFalse();

        vendor.fail(null);
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(busy.read(channel, null, new Newest(1))).isNotNull());
        tell(busy, idle);

        assertThat(busy.isAnswering()).isTrue();
        assertThat(idle.isAnswering()).isTrue();
    }

    @Test
    void shouldAnswerWhileOneOfTenChannelsIsSick() throws Exception {
        PoliteSource source = replica();
        for (int poll = 0; poll < 3 * WINDOW; poll++) {
            vendor.fail(poll % 10 == 0 ? away : null);
            ask(source, 1);
            tell(source);
            assertThat(source.isAnswering()).isTrue();
        }
    }

    @Test
    void shouldSpendNoTokenOnARequestThatIsNotSent() throws Exception {
        PoliteSource source = replica();
        vendor.fail(away);
        ask(source, WINDOW);
        int asked = vendor.asked.get();
        long other = channel + 200;

        for (int poll = 0; poll < 200; poll++) {
            assertThatThrownBy(() -> source.read(other, null, new Newest(1)))
                    .asInstanceOf(InstanceOfAssertFactories.type(NotAsked.class))
                    .extracting(NotAsked::reason)
                    .isEqualTo(NotAsked.Reason.HOST_RESTS);
        }

        assertThat(vendor.asked).hasValue(asked);
        // All of its tokens are there: a sixth of a minute's.
        var tokens = new RequestTokens(database);
        for (int token = 0; token < vendor.requestsPerMinute() / 6; token++) {
            assertThat(tokens.take(other, null, vendor.requestsPerMinute())).isZero();
        }
    }

    @Test
    void shouldLetAllReplicasRestForAsLongAsTheHostAsksFor() throws Exception {
        PoliteSource busy = replica();
        PoliteSource idle = replica();
        vendor.fail(BadAnswer.of(Trouble.TOO_MANY_REQUESTS, "too often", Duration.ofSeconds(2)));

        ask(busy, 3);
        tell(busy, idle);

        assertThat(busy.most(32)).isZero();
        assertThat(idle.most(32)).isZero();
        await().atMost(Duration.ofSeconds(10)).until(() -> idle.most(32) == 1);
    }

    @Test
    void shouldTellLaterWhatItCouldNotTellWhileTheDatabaseWasAway() throws Exception {
        var reachable = new AtomicBoolean();
        PoliteSource busy = replica(new SourceRepository(database(reachable)));
        PoliteSource idle = replica();
        vendor.fail(away);
        ask(busy, WINDOW);
        assertThatThrownBy(busy::tell).isInstanceOf(SQLException.class);

        reachable.set(true);
        tell(busy, idle);

        assertThat(idle.isAnswering()).isFalse();
    }

    /** The database, while it can be reached. */
    private DataSource database(AtomicBoolean reachable) {
        return (DataSource)
                Proxy.newProxyInstance(
                        DataSource.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (_, method, arguments) -> {
                            if (!reachable.get()) {
                                throw new SQLException("away");
                            }
                            return method.invoke(database, arguments);
                        });
    }

    private PoliteSource replica() {
        return replica(new SourceRepository(database));
    }

    private PoliteSource replica(SourceRepository states) {
        return new PoliteSource(vendor, new RequestTokens(database), states);
    }

    private static void tell(PoliteSource... replicas) throws SQLException {
        for (PoliteSource replica : replicas) {
            Duration _ = replica.tell();
        }
    }

    /** Asks of one channel after the other; what comes is no matter. */
    private void ask(PoliteSource source, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            try {
                FeedPage _ = source.read(channel + i, null, new Newest(1));
            } catch (BadAnswer | NotAsked e) {
                assertThat(e).isNotNull();
            }
        }
    }
}
