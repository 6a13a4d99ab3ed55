package com.evaratech.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Kind;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files with more of the past than devices may send, where more of it is kept. */
@QuarkusTest
@TestProfile(OldHistoryIT.KeptForTenYears.class)
@WithEvaraServers(schema = "telemetry")
class OldHistoryIT {

    /** Readings are kept for ten years. */
    public static final class KeptForTenYears implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("READINGS_DAYS", "3650", "QUARTERS_DAYS", "3650");
        }
    }

    private final Reporting tank = Reporting.of(Kind.TANK, "Asia/Kolkata");
    private final String installer =
            TestTokens.person(
                    Role.INSTALLER, new Scope.OfCommunity(tank.node().placement().communityId()));

    @Test
    void shouldTakeWhatIsKeptWithTimesOfTheFilesZone() {
        var file =
                Imported.begin(
                        installer,
                        Map.of(
                                "format", "csv",
                                "node_id", tank.node().id().toString(),
                                "time_zone", "Asia/Kolkata"));

        file.take(
                        """
                        time,ph
                        2023-05-01 06:30:00,7
                        2023-05-01T06:30:00Z,7.5
                        1999-05-01 06:30:00,7.5
                        """)
                .body("counts.stored", equalTo(2))
                .body("counts.rejected", equalTo(1));

        file.errors().body("items.reason", contains("too_old"));
        stored("2023-05-01T00:00:00Z")
                .body(
                        "items.recorded_at",
                        Matchers.containsInAnyOrder(
                                "2023-05-01T01:00:00Z", "2023-05-01T06:30:00Z"));
    }

    @Test
    void shouldRefuseAZoneThatIsNone() {
        Imported.wanted(
                        installer,
                        Map.of(
                                "format", "csv",
                                "node_id", tank.node().id().toString(),
                                "time_zone", "Mars/Olympus"))
                .statusCode(400)
                .body("errors.field", contains("time_zone"));
    }

    /** A real tank's year, where its recording lies beside the repository. */
    @Test
    void shouldReadARecordedYearWhole() throws IOException {
        Optional<Path> recording = recording();
        assumeTrue(recording.isPresent(), "there are no recordings");
        List<String> lines = Files.readAllLines(recording.orElseThrow());

        var export =
                Imported.begin(
                        installer,
                        Map.of(
                                "format",
                                "thingspeak",
                                "node_id",
                                tank.node().id().toString(),
                                "fields",
                                List.of(
                                        field(1, "water_level_cm", 0.1),
                                        field(2, "volume_litres", 1),
                                        field(3, "battery_v", 1))));
        Response done =
                export.take(String.join("\n", lines) + "\n")
                        .body("counts.rows", equalTo(lines.size() - 1));

        int stored = done.extract().path("counts.stored");
        int merged = done.extract().path("counts.merged");
        int known = done.extract().path("counts.duplicate");
        int refused = done.extract().path("counts.conflict");
        int rejected = done.extract().path("counts.rejected");
        assertThat(stored + merged + known + refused + rejected).isEqualTo(lines.size() - 1);
        assertThat(stored).isGreaterThan(2_000);
        export.errors()
                .body("items.reason", everyItem(equalTo("implausible")))
                .body("items", not(hasSize(1_000)));
    }

    private static Map<String, Object> field(int number, String metric, double scale) {
        return Map.of("field", number, "metric", metric, "scale", scale);
    }

    private static Optional<Path> recording() {
        @Nullable String named = System.getProperty("evara.recordings");
        String file = "thingspeak-csv/mocmaniac-water-tank-feeds.csv";
        if (named != null) {
            return Optional.of(Path.of(named, file)).filter(Files::exists);
        }
        @Nullable Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("shared/data").resolve(file))) {
            at = at.getParent();
        }
        return Optional.ofNullable(at).map(root -> root.resolve("shared/data").resolve(file));
    }

    private Response stored(String from) {
        return tank.asks(
                "/api/v1/nodes/%s/telemetry?limit=10000&from=%s".formatted(tank.node().id(), from));
    }
}
