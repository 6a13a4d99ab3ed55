package com.evaratech.poller.polling;

import static org.awaitility.Awaitility.await;

import com.evaratech.common.reading.Source;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.Published;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heartbeats of the source ThingSpeak: those who miss readings can tell that it is away. */
@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class ThingSpeakBeatsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ALWAYS = 100_000;

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

    private static int beats() {
        return Published.beats(Source.THINGSPEAK);
    }

    private static void awaitMore() {
        int now = beats();
        await().atMost(PATIENCE).until(() -> beats() >= now + 2);
    }

    @Test
    void shouldStopWhileThingSpeakDoesNotAnswer() {
        tank.publish();
        awaitMore();

        ThingSpeak.spoil(
                tank.id(), ALWAYS, new JsonObject().put("kind", "status").put("status", 503));

        var before = new AtomicInteger(-1);
        await().atMost(PATIENCE)
                .during(Duration.ofSeconds(3))
                .until(() -> beats(), now -> before.getAndSet(now) == now);
        ThingSpeak.behave();
        awaitMore();
    }
}
