package com.evaratech.telemetry.history;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Kind;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.Locked;
import com.evaratech.telemetry.Reporting;
import com.evaratech.telemetry.ingest.Device;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of many communities at once, and devices that send meanwhile. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class ImportsAtOnceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // Less than a file waits for its turn.
    private static final Duration STORED_WITHIN = Duration.ofSeconds(10);
    // More than the writer has connections.
    private static final int FILES = 8;

    private final Device device = Device.tank();

    /** After another test's outage devices are told to come back. */
    @BeforeEach
    void awaitThatReadingsAreTaken() {
        await().atMost(PATIENCE).until(() -> device.sends("{\"metrics\": {\"ph\": 7}}") == 200);
        await().atMost(PATIENCE).untilAsserted(() -> shows("ph", 7));
    }

    @Test
    void shouldStoreReadingsWhileFilesWaitForTheDatabase() throws Exception {
        List<Imported> imports = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            imports.add(begin());
        }
        List<Future<Integer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (var table = Locked.table("history_import_piece")) {
                for (Imported each : imports) {
                    answers.add(
                            threads.submit(() ->
                                    each.send(0, false, "recorded_at,ph\n")
                                            .extract()
                                            .statusCode()));
                }
                await().atMost(PATIENCE).until(() -> table.waiting() > 0);

                for (int level = 10; level < 13; level++) {
                    double sent = level;
                    assertThat(device.sends("{\"metrics\": {\"water_level_cm\": " + sent + "}}"))
                            .isEqualTo(200);
                    await().atMost(STORED_WITHIN)
                            .untilAsserted(() -> shows("water_level_cm", sent));
                }

                assertThat(answers).noneMatch(Future::isDone);
                assertThat(table.waiting()).isEqualTo(1);
            }
        }

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        imports.forEach(each -> each.cancel().statusCode(200));
    }

    private static Imported begin() {
        var tank = Reporting.of(Kind.TANK, "UTC");
        var installer =
                TestTokens.person(
                        Role.INSTALLER,
                        new Scope.OfCommunity(tank.node().placement().communityId()));
        return Imported.begin(
                installer, Map.of("format", "csv", "node_id", tank.node().id().toString()));
    }

    private void shows(String metric, double value) {
        given().bearer(device.viewer())
                .get("/api/v1/nodes/" + device.node().id() + "/telemetry/latest")
                .then()
                .statusCode(200)
                .body("metrics." + metric, equalTo((float) value));
    }
}
