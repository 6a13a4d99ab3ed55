package com.evaratech.telemetry.deletion;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Forget;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.Cold;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A node's end, from the entry that tells of it to the last row. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class DeletionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int IN_ENTRY = 1_000;

    /** The tables that a node with a conflict has rows in. */
    private static final String[] KEPT = {
        "telemetry_tank",
        "rollup_quarter_tank",
        "rollup_day_tank",
        "day_zone",
        "latest",
        "conflict",
        "outcome_log"
    };

    @Inject ReadingsPublisher publisher;

    private final long node = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41);
    private final UUID export = UUID.randomUUID();
    private final Placement place =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void shouldExportEveryReadingAndThenRemoveAllThereIs() throws IOException {
        int entries = 2 * NodeReadingsData.PORTION / IN_ENTRY + 1;
        for (int entry = 0; entry < entries; entry++) {
            publish(readings(entry * IN_ENTRY, IN_ENTRY));
        }
        // Something else of the first instant: a conflict is kept, and is to go as well.
        publish(List.of(Reading.of(at(0), Map.of(Metric.WATER_LEVEL_CM, 1.0))));
        awaitNumber(entries * 1_000L, () -> count("telemetry_tank"));
        awaitNumber(1L, () -> count("conflict"));
        assertThat(Stream.of(KEPT).map(this::count)).doesNotContain(0L);

        forget();

        awaitRemoved();
        assertThat(lines(download()))
                .containsExactlyElementsOf(
                        readings(0, entries * IN_ENTRY).stream().map(DeletionIT::line).toList());
        assertThat(Stream.of(KEPT).map(this::count)).containsOnly(0L);
    }

    @Test
    void shouldExportAndRemoveWhatIsPacked() throws IOException, SQLException {
        List<Reading> old =
                readings(0, IN_ENTRY).stream()
                        .map(reading ->
                                Reading.of(
                                        reading.recordedAt().minus(Duration.ofDays(100)),
                                        Map.of(
                                                Metric.WATER_LEVEL_CM,
                                                reading.value(Metric.WATER_LEVEL_CM))))
                        .toList();
        publish(old);
        awaitNumber(IN_ENTRY, () -> count("telemetry_tank"));
        Cold.pack(Kind.TANK, old.getFirst().recordedAt());
        Cold.pack(Kind.TANK, old.getLast().recordedAt());
        publish(readings(0, 2));
        awaitNumber(2L, () -> count("telemetry_tank"));
        assertThat(count("packed_tank")).isPositive();

        forget();

        awaitRemoved();
        assertThat(lines(download()))
                .containsExactlyElementsOf(
                        Stream.concat(old.stream(), readings(0, 2).stream())
                                .map(DeletionIT::line)
                                .toList());
        assertThat(count("packed_tank") + count("telemetry_tank")).isZero();
    }

    @Test
    void shouldRejectAndCountWhatComesBehindTheDeletion() {
        publish(readings(0, 2));
        awaitNumber(2L, () -> count("telemetry_tank"));
        long before = rejected();
        forget();

        publish(readings(2, 3));

        awaitNumber(before + 3, DeletionIT::rejected);
        awaitRemoved();
        assertThat(count("telemetry_tank")).isZero();
        assertThat(count("latest")).isZero();
    }

    @Test
    void shouldRejectWhatIsReadAgain() throws SQLException, IOException {
        execute("create table telemetry.position_before as table telemetry.stream_position");
        publish(readings(0, 5));
        forget();
        awaitRemoved();
        byte[] file = download();
        long before = rejected();

        // Back to where this test began: the readings, then the deletion once more.
        execute(
                """
                update telemetry.stream_position now
                set position_ms = old.position_ms, position_seq = old.position_seq,
                    read_count = old.read_count
                from telemetry.position_before old where old.partition = now.partition
                """);
        execute("drop table telemetry.position_before");
        // Whoever consumes finds out with the next entry.
        publish(readings(5, 1));

        awaitNumber(before + 6, DeletionIT::rejected);
        assertThat(count("telemetry_tank")).isZero();
        assertThat(download()).isEqualTo(file);
        assertThat(lines(file)).hasSize(5);
    }

    @Test
    void shouldHaveAnEmptyFileOfANodeThatNeverReported() throws IOException {
        forget();

        awaitRemoved();

        assertThat(lines(download())).isEmpty();
    }

    @Test
    void shouldHandOutExportsOfTheCallersTenantsAlone() throws SQLException {
        UUID ready = Exports.ready(place);
        var elsewhere = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);

        assertThat(statusOf(ready, TestTokens.within(Role.COMMUNITY_ADMIN, place))).isEqualTo(200);
        assertThat(statusOf(ready, TestTokens.within(Role.COMMUNITY_ADMIN, elsewhere)))
                .isEqualTo(404);
        assertThat(statusOf(ready, TestTokens.within(Role.VIEWER, place))).isEqualTo(403);
    }

    @Test
    void shouldHandOutNothingHalfWrittenOrPastItsTime() throws SQLException {
        UUID half = Exports.inState(place, "exporting", "1 day");
        UUID past = Exports.inState(place, "removed", "-1 second");
        var admin = TestTokens.within(Role.COMMUNITY_ADMIN, place);

        given().bearer(admin).get(path(half)).then().statusCode(409).header("Retry-After", "10");
        assertThat(statusOf(past, admin)).isEqualTo(404);
        awaitNumber(
                0,
                () ->
                        number(
                                "select count(*) from telemetry.export_chunk where export_id = '%s'"
                                        .formatted(past)));
    }

    private void forget() {
        var forget =
                new Forget(
                        node,
                        UUID.randomUUID(),
                        export,
                        Kind.TANK,
                        place,
                        now,
                        now.plus(Duration.ofDays(90)));
        await().atMost(PATIENCE).until(() -> publisher.publish(forget).join() instanceof Accepted);
    }

    private void publish(List<Reading> readings) {
        var entry = new NodeReadings(node, Kind.TANK, Source.HTTP, now, readings);
        await().atMost(PATIENCE).until(() -> publisher.publish(entry).join() instanceof Accepted);
    }

    private List<Reading> readings(int first, int count) {
        var readings = new ArrayList<Reading>();
        for (int i = first; i < first + count; i++) {
            readings.add(Reading.of(at(i), Map.of(Metric.WATER_LEVEL_CM, i % 1_000 + 0.5)));
        }
        return readings;
    }

    private Instant at(int place) {
        return now.minus(Duration.ofDays(1)).plusMillis(1_001L * place);
    }

    private static String line(Reading reading) {
        return "%s %s".formatted(reading.recordedAt(), reading.value(Metric.WATER_LEVEL_CM));
    }

    private static List<String> lines(byte[] file) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JsonObject::new)
                    .map(json ->
                            "%s %s"
                                    .formatted(
                                            json.getString("recorded_at"),
                                            json.getJsonObject("metrics")
                                                    .getDouble("water_level_cm")))
                    .toList();
        }
    }

    private byte[] download() {
        return given().bearer(TestTokens.within(Role.COMMUNITY_ADMIN, place))
                .get(path(export))
                .then()
                .statusCode(200)
                .contentType("application/gzip")
                .extract()
                .asByteArray();
    }

    private static int statusOf(UUID id, String token) {
        return given().bearer(token).get(path(id)).statusCode();
    }

    private static String path(UUID id) {
        return "/api/v1/exports/" + id + "/telemetry";
    }

    private void awaitRemoved() {
        awaitNumber(
                1,
                () ->
                        number(
                                """
                                select count(*) from telemetry.forgotten_node
                                where number = %d and state = 'removed'
                                """
                                        .formatted(node)));
    }

    private static void awaitNumber(long expected, LongSupplier actual) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(actual.getAsLong()).isEqualTo(expected));
    }

    private long count(String table) {
        return number(
                "select count(*) from telemetry.%s where node_number = %d".formatted(table, node));
    }

    private static long rejected() {
        return number(
                """
                select coalesce(sum(readings), 0)::bigint from telemetry.outcome
                where outcome = 'node_forgotten'
                """);
    }

    private static long number(String sql) {
        try (var connection = EvaraServers.connectAsOwner("telemetry");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : -1;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = EvaraServers.connectAsOwner("telemetry");
                var statement = connection.createStatement()) {
            int _ = statement.executeUpdate(sql);
        }
    }
}
