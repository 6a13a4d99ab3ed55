package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.Locked;
import com.evaratech.telemetry.ingest.Device;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels whose entries cannot be written down as fast as they come. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class BusyChannelsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // Far more than the service has connections to the database.
    private static final int WRITERS = 40;
    private static final int PER_CHANNEL = 8;

    private final Device other = Device.tank();

    /** After another test's outage devices are told to come back. */
    @BeforeEach
    void awaitThatReadingsAreTaken() {
        await().atMost(PATIENCE).until(() -> other.sends("{\"metrics\": {\"ph\": 7}}") == 200);
    }

    @Test
    void shouldStoreAndShowReadingsWhileAllChannelsWaitForTheDatabase() throws Exception {
        List<OwnChannel> channels = new ArrayList<>();
        for (int i = 0; i < WRITERS / PER_CHANNEL; i++) {
            channels.add(OwnChannel.create());
        }
        List<Future<Integer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (var rows =
                    Locked.rows("device_channel", channels.stream().map(OwnChannel::id).toList())) {
                for (int i = 0; i < WRITERS; i++) {
                    OwnChannel channel = channels.get(i % channels.size());
                    answers.add(threads.submit(() -> update(channel)));
                }
                await().atMost(PATIENCE).until(() -> rows.waiting() > 0);

                for (int level = 10; level < 15; level++) {
                    double sent = level;
                    assertThat(other.sends("{\"metrics\": {\"water_level_cm\": " + sent + "}}"))
                            .isEqualTo(200);
                    await().atMost(PATIENCE).untilAsserted(() -> showsLevel(sent));
                }
                assertThat(answers).anyMatch(answer -> !answer.isDone());
            }
        }

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(200, 503);
        }
        await().atMost(PATIENCE).until(() -> update(channels.getFirst()) == 200);
    }

    private static int update(OwnChannel channel) {
        return given().get("/update?field1=1&api_key=" + channel.writeKey()).statusCode();
    }

    private void showsLevel(double level) {
        given().auth()
                .oauth2(other.viewer())
                .get("/api/v1/nodes/" + other.node().id() + "/telemetry/latest")
                .then()
                .statusCode(200)
                .body("metrics.water_level_cm", equalTo((float) level));
    }
}
