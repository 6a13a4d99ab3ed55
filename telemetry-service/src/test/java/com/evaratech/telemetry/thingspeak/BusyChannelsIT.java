package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.ingest.Device;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
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
            try (Connection owner = locked(channels)) {
                for (int i = 0; i < WRITERS; i++) {
                    OwnChannel channel = channels.get(i % channels.size());
                    answers.add(threads.submit(() -> update(channel)));
                }
                await().atMost(PATIENCE).until(() -> waiting(owner) > 0);

                for (int level = 10; level < 15; level++) {
                    double sent = level;
                    assertThat(other.sends("{\"metrics\": {\"water_level_cm\": " + sent + "}}"))
                            .isEqualTo(200);
                    await().atMost(PATIENCE).untilAsserted(() -> showsLevel(sent));
                }
                assertThat(answers).anyMatch(answer -> !answer.isDone());
                owner.rollback();
            }
        }

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(200, 503);
        }
        await().atMost(PATIENCE).until(() -> update(channels.getFirst()) == 200);
    }

    private static Connection locked(List<OwnChannel> channels) throws SQLException {
        Connection owner = EvaraServers.connectAsOwner("telemetry");
        owner.setAutoCommit(false);
        try (var statement =
                owner.prepareStatement(
                        "select id from telemetry.device_channel where id = any(?) for update")) {
            statement.setArray(
                    1,
                    owner.createArrayOf("bigint", channels.stream().map(OwnChannel::id).toArray()));
            boolean _ = statement.execute();
        }
        return owner;
    }

    /** How many wait for what the owner holds. */
    private static long waiting(Connection owner) throws SQLException {
        try (var statement = owner.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select count(*) from pg_locks
                                where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
                                """)) {
            boolean _ = rows.next();
            return rows.getLong(1);
        }
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
