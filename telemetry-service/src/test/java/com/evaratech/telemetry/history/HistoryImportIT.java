package com.evaratech.telemetry.history;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The past of nodes from files, as people bring it. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class HistoryImportIT {

    private static final UUID FULL = UUID.randomUUID();

    private final Instant first =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS).minus(30, ChronoUnit.DAYS);
    private final Reporting tank = Reporting.of(Kind.TANK, "UTC");
    private final UUID community = tank.node().placement().communityId();
    private final String installer =
            TestTokens.person(Role.INSTALLER, new Scope.OfCommunity(community));

    private Imported begin(String format) {
        return Imported.begin(
                installer, Map.of("format", format, "node_id", tank.node().id().toString()));
    }

    private Instant at(int minutes) {
        return first.plus(minutes, ChronoUnit.MINUTES);
    }

    private static Reading ph(Instant at) {
        return Reading.of(at, Map.of(Metric.find("ph").orElseThrow(), 7.0));
    }

    private Response stored(Reporting node) {
        return node.asks(
                "/api/v1/nodes/%s/telemetry?limit=10000&from=%s"
                        .formatted(node.node().id(), first.minus(1, ChronoUnit.DAYS)));
    }

    @Test
    void shouldTellWhatBecameOfEachRowAndWhy() {
        tank.report(List.of(ph(at(0))));
        String file =
                """
                recorded_at,ph,tds_ppm
                %s,7,
                %s,7,120
                %s,8,
                %s,7.1,130
                %s,99,140
                %s,99,
                yesterday,7,
                2001-01-01T00:00:00Z,7,
                """
                        .formatted(at(0), at(0), at(0), at(1), at(2), at(3));
        Imported csv = begin("csv");

        csv.take(file)
                .body("counts.rows", equalTo(8))
                .body("counts.stored", equalTo(2))
                .body("counts.merged", equalTo(1))
                .body("counts.duplicate", equalTo(1))
                .body("counts.conflict", equalTo(1))
                .body("counts.rejected", equalTo(3))
                .body("counts.errors", equalTo(4))
                .body("read", equalTo(file.length()));

        csv.errors()
                .body("items.line", contains(6, 7, 8, 9))
                .body("items.column", contains("ph", "ph", "recorded_at", "recorded_at"))
                .body("items[0].value", equalTo("99"))
                .body("items[0].allowed", equalTo("a number from 0 to 14"))
                .body(
                        "items.reason",
                        contains("implausible", "implausible", "not_a_time", "too_old"));
        stored(tank).body("items", hasSize(3)).body("items.metrics.ph", hasItem(7.1f));
    }

    @Test
    void shouldReadWhatThingSpeakExportsAndSpreadsheetsMadeOfIt() {
        String file =
                """
                created_at,entry_id,field1,field2,field3,latitude,longitude,elevation,status
                %s,1,1060,7.1,4.123,,,,
                "%s,2,1050,7.2,4.1,43.1,12.3,2,""[06-06-2025] GPS OK, uSD OK, ""\"
                %s,3, 1040 ,nan,,,,,"118,118,118"
                %s,4,,,,,,,
                """
                        .formatted(at(0).toString().replace("Z", "+00:00"), at(1), at(2), at(3));
        Imported export =
                Imported.begin(
                        installer,
                        Map.of(
                                "format",
                                "thingspeak",
                                "node_id",
                                tank.node().id().toString(),
                                "fields",
                                List.of(
                                        Map.of(
                                                "field",
                                                1,
                                                "metric",
                                                "water_level_cm",
                                                "scale",
                                                0.1),
                                        Map.of("field", 2, "metric", "ph"))));

        export.take(file)
                .body("counts.rows", equalTo(4))
                .body("counts.stored", equalTo(3))
                .body("counts.rejected", equalTo(1));
        export.errors()
                .body("items.line", contains(4, 5))
                .body("items.column", contains("field2", "fields"));
        stored(tank)
                .body("items.metrics.water_level_cm", containsInAnyOrder(104.0f, 105.0f, 106.0f));
    }

    @Test
    void shouldPutTogetherRowsOfSingleValuesOfManyNodes() {
        TestDirectory.publish(
                new CommunityEntry(1, community, tank.node().placement().distributorId()));
        Reporting well = Reporting.of(Kind.DEEP, "UTC", tank.node().placement());
        Reporting foreign = Reporting.of(Kind.TANK, "UTC");
        Imported eav =
                Imported.begin(
                        installer,
                        Map.of(
                                "format",
                                "eav",
                                "community_id",
                                community.toString(),
                                "nodes",
                                Map.of("borewell-1", well.node().id().toString()),
                                "metrics",
                                Map.of(
                                        "Level",
                                        "water_level_cm",
                                        "Depth",
                                        "static_water_level_m")));
        String file =
                """
                node;field;timestamp;value
                %1$s;Level;%3$s;120
                %1$s;ph;%3$s;7
                borewell-1;Depth;%3$s;31.5
                %1$s;Depth;%4$s;31.5
                %2$s;Level;%3$s;120
                %1$s;Level;%4$s;121
                """
                        .formatted(tank.node().id(), foreign.node().id(), at(0), at(1));

        eav.take(file)
                .body("counts.rows", equalTo(6))
                .body("counts.stored", equalTo(3))
                .body("counts.rejected", equalTo(1))
                .body("counts.errors", equalTo(2));
        eav.errors()
                .body("items.reason", contains("foreign_node", "unknown_metric"))
                .body("items.line", contains(6, 5));
        stored(tank).body("items", hasSize(2)).body("items.metrics.ph", hasItem(7.0f));
        stored(well).body("items", hasSize(1));
        stored(foreign).body("items", hasSize(0));
    }

    @Test
    void shouldGoOnWithAFileWhereItBrokeOff() {
        var file = new StringBuilder("recorded_at,ph\n");
        for (int i = 0; i < 9_000; i++) {
            file.append(first.plusSeconds(i)).append(",7\n");
        }
        String whole = file.toString();
        int half = whole.length() / 2;
        Imported csv = begin("csv");

        csv.send(0, false, whole.substring(0, half))
                .statusCode(200)
                .body("received", equalTo(half));
        csv.send(half + 1, true, whole.substring(half + 1))
                .statusCode(409)
                .body("code", equalTo("import_moved"));
        csv.send(half, true, whole.substring(half))
                .statusCode(200)
                .body("state", equalTo("running"));

        csv.awaitEnd("done")
                .body("counts.stored", equalTo(9_000))
                .body("counts.rows", equalTo(9_000));
        csv.send(whole.length(), true, "").statusCode(409);
    }

    @Test
    void shouldNotCountAgainWhatWasOnItsWayWhenItsReplicaDied() throws SQLException {
        Imported csv = begin("csv");
        String file = "recorded_at,ph\n%s,7\n%s,7\n".formatted(at(0), at(1));
        csv.send(0, false, file).statusCode(200);
        // As it stands behind a replica that died once its portion was stored.
        tank.report(List.of(ph(at(0)), ph(at(1))));
        var ahead =
                new Ahead(
                        file.length(),
                        4,
                        Clock.systemUTC().instant(),
                        new ImportCounts(2, 2, 0, 0, 0, 0, 0));
        try (var connection = EvaraServers.connectAsRuntime("telemetry");
                var statement =
                        connection.prepareStatement(
                                "update telemetry.history_import set ahead = ?::jsonb where id = ?::uuid")) {
            statement.setString(1, ahead.toJson());
            statement.setString(2, csv.id());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }

        csv.send(file.length(), true, "").statusCode(200);

        csv.awaitEnd("done")
                .body("counts.stored", equalTo(2))
                .body("counts.duplicate", equalTo(0))
                .body("counts.rows", equalTo(2));
        stored(tank).body("items", hasSize(2));
    }

    @Test
    void shouldSayWhyAFileCannotBeRead() {
        Imported csv = begin("csv");
        csv.send(0, true, "recorded_at,weather\n").statusCode(200);
        csv.awaitEnd("failed").body("failure", containsString("weather"));

        Imported empty = begin("csv");
        empty.send(0, true, "").statusCode(200);
        empty.awaitEnd("failed").body("failure", containsString("line of names"));
    }

    @Test
    void shouldRefuseWishesThatDoNotGoTogether() {
        Imported.wanted(installer, Map.of("format", "xlsx"))
                .statusCode(400)
                .body("errors.field", contains("format", "node_id"));
        Imported.wanted(
                        installer,
                        Map.of("format", "thingspeak", "node_id", tank.node().id().toString()))
                .statusCode(400)
                .body("errors.field", contains("fields"));
        Imported.wanted(
                        installer,
                        Map.of("format", "eav", "community_id", UUID.randomUUID().toString()))
                .statusCode(400)
                .body("errors.field", contains("community_id"));
    }

    @Test
    void shouldTakeNoMoreThanAllFilesMayHaveAndGoOnWhenThereIsRoom() throws SQLException {
        Imported csv = begin("csv");
        csv.send(0, false, "recorded_at,").statusCode(200);
        fill(2);
        try {
            csv.send(12, true, "ph\n")
                    .statusCode(503)
                    .header("Retry-After", "600")
                    .body("code", equalTo("imports_full"))
                    .body("detail", containsString("10737418240 bytes"));
            execute(
                    "update telemetry.history_import set received = received + 2 where id = '%s'"
                            .formatted(FULL));
            Imported.wanted(
                            installer,
                            Map.of("format", "csv", "node_id", tank.node().id().toString()))
                    .statusCode(503)
                    .body("code", equalTo("imports_full"));
        } finally {
            execute("delete from telemetry.history_import where id = '%s'".formatted(FULL));
        }

        csv.find().body("received", equalTo(12));
        csv.send(12, true, "ph\n").statusCode(200);
        csv.awaitEnd("done").body("read", equalTo(15));
    }

    @Test
    void shouldGoOnFromWhatWasReceivedOfAPartThatFoundNoRoom() throws SQLException {
        Imported csv = begin("csv");
        // One piece and a bit, of which there is room for the piece.
        String part = "recorded_at,ph\n".repeat(ImportService.PIECE_BYTES / 15 + 10);
        fill(ImportService.PIECE_BYTES + 10);
        try {
            csv.send(0, true, part)
                    .statusCode(503)
                    .body("code", equalTo("imports_full"))
                    .body("detail", containsString("`received`"));
        } finally {
            execute("delete from telemetry.history_import where id = '%s'".formatted(FULL));
        }

        csv.find().body("received", equalTo(ImportService.PIECE_BYTES));
        csv.send(0, true, part).statusCode(409);
        csv.send(ImportService.PIECE_BYTES, true, part.substring(ImportService.PIECE_BYTES))
                .statusCode(200)
                .body("received", equalTo(part.length()));
        csv.cancel().statusCode(200);
    }

    @Test
    void shouldEndWhenSomebodyWishes() {
        Imported csv = begin("csv");
        csv.send(0, false, "recorded_at,ph\n").statusCode(200);

        csv.cancel().statusCode(200).body("state", equalTo("cancelled"));

        csv.send(15, true, "").statusCode(409);
        given().bearer(TestTokens.person(Role.COMMUNITY_ADMIN, new Scope.OfCommunity(community)))
                .get("/api/v1/audit/telemetry")
                .then()
                .statusCode(200)
                .body("items.subject_type", hasItem("history_import"));
    }

    /** Rows of real exports, newer by as much as they are older than readings may be. */
    @Test
    void shouldReadRealExports() throws IOException {
        Path folder = Path.of("..", "..", "shared", "data", "thingspeak-csv");
        Assumptions.assumeTrue(Files.isDirectory(folder));
        String text = Files.readString(folder.resolve("more4water-feeds.csv"));
        String newer = text.replaceAll("2025-06-(\\d\\d)T", recentMonth() + "-$1T");
        Imported export =
                Imported.begin(
                        installer,
                        Map.of(
                                "format",
                                "thingspeak",
                                "node_id",
                                tank.node().id().toString(),
                                "fields",
                                List.of(Map.of("field", 7, "metric", "temperature_c"))));

        export.take(newer).body("counts.rows", equalTo(975)).body("counts.stored", equalTo(975));
    }

    /** The last June that is not older than readings may be, and is over. */
    private String recentMonth() {
        var today = Clock.systemUTC().instant().atZone(ZoneOffset.UTC).toLocalDate();
        int year = today.getMonthValue() > 6 ? today.getYear() : today.getYear() - 1;
        return year + "-06";
    }

    /** With somebody else's: so many bytes are left of the default of 10 GiB. */
    private static void fill(int left) throws SQLException {
        execute(
                """
                insert into telemetry.history_import
                    (id, format, distributor_id, community_id, meaning, created_by, received)
                select '%1$s', 'csv', '%1$s', '%1$s', '{}', 'somebody',
                    10737418240 - %2$d - coalesce(sum(received), 0)
                from telemetry.history_import where state in ('receiving', 'running')
                """
                        .formatted(FULL, left));
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = EvaraServers.connectAsOwner("telemetry");
                var statement = connection.createStatement()) {
            int _ = statement.executeUpdate(sql);
        }
    }
}
