package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.Account;
import com.evaratech.poller.fixture.Published;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consumers hear of channels that were read and had nothing new, and of no others. */
@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class QuietChannelsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ALWAYS = 100_000;

    @Inject InstantSource clock;

    private final TestChannel tank = TestChannel.tank();

    @BeforeEach
    void prepare() {
        TestDirectory.markComplete();
        ThingSpeak.create(tank.id());
    }

    @AfterEach
    void endPolling() {
        ThingSpeak.behave();
        tank.remove();
    }

    private int told() {
        return Published.quietPolls(tank.node().number()).size();
    }

    @Test
    void shouldTellOfAChannelThatHasNothingNew() {
        var before = clock.instant().minusMillis(1);
        ThingSpeak.add(tank.id(), new Row(before.minusSeconds(60), "100", "3.7"));

        tank.publish();

        await().atMost(PATIENCE).until(() -> told() >= 2);
        assertThat(Published.quietPolls(tank.node().number()))
                .isSorted()
                .allSatisfy(asked -> assertThat(asked).isBetween(before, clock.instant()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "values that are no numbers, PT0S, nan",
        "a time to come, PT24H, 100",
        "a time long past, PT-24H, 100"
    })
    void shouldTellOfAChannelWhoseNewRowsAreNoReadingsOfNow(
            String what, Duration shift, String value) {
        Runnable next =
                () -> ThingSpeak.add(tank.id(), new Row(clock.instant().plus(shift), value, null));
        next.run();

        tank.publish();

        int before = told();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> {
                            next.run();
                            return told();
                        },
                        told -> told >= before + 4);
        assertThat(Account.of(tank.node().id()).fetched()).isGreaterThan(4);
    }

    @Test
    void shouldTellNothingOfAChannelThatBringsReadingsOfNow() {
        TestChannel slow = tank.withInterval(10);
        ThingSpeak.add(tank.id(), new Row(clock.instant().minusSeconds(1), "100", "3.7"));

        slow.publish();

        await().atMost(PATIENCE)
                .until(() -> Account.of(tank.node().id()).accepted(), rows -> rows == 1);
        await().during(Duration.ofMillis(1_500)).until(() -> told() == 0);
    }

    @Test
    void shouldTellNothingOfAChannelThatCannotBeRead() {
        tank.publish();
        await().atMost(PATIENCE).until(() -> told() >= 1);

        ThingSpeak.spoil(
                tank.id(), ALWAYS, new JsonObject().put("kind", "status").put("status", 404));

        var before = new AtomicInteger(-1);
        await().atMost(PATIENCE)
                .during(Duration.ofSeconds(4))
                .until(this::told, now -> before.getAndSet(now) == now);
        ThingSpeak.behave();
        int now = told();
        await().atMost(PATIENCE).until(() -> told() > now);
    }
}
