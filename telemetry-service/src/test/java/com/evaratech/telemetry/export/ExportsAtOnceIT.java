package com.evaratech.telemetry.export;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.Locked;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many files at once, and somebody with a question. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class ExportsAtOnceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long QUESTION_SECONDS = 10;
    // More than the service has connections for requests.
    private static final int FILES = 12;

    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    private final Reporting meter = Reporting.of(Kind.FLOW, "UTC");
    private final Reporting tank = Reporting.of(Kind.TANK, "UTC");

    @Test
    void shouldAnswerQuestionsWhileFilesWaitForTheDatabase() throws Exception {
        meter.report(List.of(Reading.of(now, Map.of(Metric.FLOW_RATE_LPM, 1.5))));
        tank.report(List.of(Reading.of(now, Map.of(Metric.PH, 7.0))));
        meter.awaitListed();
        List<Future<String>> files = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Nobody reads what meters measured.
            try (var table = Locked.table("telemetry_flow")) {
                for (int i = 0; i < FILES; i++) {
                    files.add(threads.submit(this::file));
                }
                await().atMost(PATIENCE).until(() -> table.waiting() > 0);
                // Whoever else would come has come.
                for (int i = 0; i < FILES; i++) {
                    assertThat(question(threads)).isEqualTo(200);
                }

                assertThat(files).noneMatch(Future::isDone);
                assertThat(table.waiting()).isEqualTo(1);
            }
        }

        for (Future<String> file : files) {
            assertThat(file.get()).contains("\"flow_rate_lpm\":1.5");
        }
    }

    private int question(ExecutorService threads) throws Exception {
        return threads.submit(this::askForLatest).get(QUESTION_SECONDS, TimeUnit.SECONDS);
    }

    private int askForLatest() {
        return given().bearer(tank.viewer())
                .get("/api/v1/nodes/%s/telemetry/latest".formatted(tank.node().id()))
                .statusCode();
    }

    private String file() {
        return given().bearer(meter.viewer())
                .get("/api/v1/telemetry/export?nodes=" + meter.node().id())
                .asString();
    }
}
