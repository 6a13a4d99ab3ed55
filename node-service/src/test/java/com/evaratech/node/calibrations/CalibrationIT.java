package com.evaratech.node.calibrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class CalibrationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MARCH = "2026-03-01T00:00:00Z";
    private static final String APRIL = "2026-04-01T00:00:00Z";
    private static final String MAY = "2026-05-01T00:00:00Z";

    @Inject Directory directory;

    private Person superadmin;
    private Tenant tenant;
    private String path;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        path = "/api/v1/nodes/%s/calibrations".formatted(tenant.node());
    }

    @Test
    void shouldTellEverybodyWhatCountsFromWhen() throws SQLException {
        var _ = add(line("ph", MARCH, 1, 0.5));
        superadmin
                .post(
                        path,
                        Map.of(
                                "metric",
                                "water_level_cm",
                                "valid_from",
                                MARCH,
                                "valid_until",
                                APRIL,
                                "points",
                                List.of(
                                        Map.of("said", 0, "true", 3),
                                        Map.of("said", 100, "true", 99.5)),
                                "note",
                                "after <b>cleaning</b>"))
                .then()
                .statusCode(201)
                .body("points[1].true", equalTo(99.5f))
                .body("scale", equalTo(null))
                .body("note", equalTo("after <b>cleaning</b>"));

        await().atMost(PATIENCE).until(() -> told().versions().size() == 2);
        assertThat(told().correct(Metric.PH, Instant.parse(MAY), 7)).isEqualTo(7.5);
        assertThat(told().correct(Metric.WATER_LEVEL_CM, Instant.parse(MARCH), 0)).isEqualTo(3);
        assertThat(CalibrationEntry.fromJson(tenant.node(), inSnapshot()).calibrations())
                .isEqualTo(told());
    }

    @Test
    void shouldEndTheOneThatGoesOnWhereTheNextBegins() {
        var first = add(line("ph", MARCH, 1, 0.5));
        var second = add(line("ph", APRIL, 1, 0.7));

        superadmin
                .get(path)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(first.toString(), second.toString())))
                .body("items.valid_until", equalTo(java.util.Arrays.asList(APRIL, null)))
                .body("next", equalTo(null));
    }

    @Test
    void shouldTellInTheAuditWhichOneWasEnded() {
        var first = add(line("ph", MARCH, 1, 0.5));

        var _ = add(line("ph", APRIL, 1, 0.7));

        superadmin
                .get("/api/v1/audit/registry?subject_type=calibration&subject=" + first)
                .then()
                .statusCode(200)
                .body("items.action", equalTo(List.of("changed", "added")))
                .body("items[0].before.valid_until", equalTo(null))
                .body("items[0].after.valid_until", equalTo(APRIL))
                .body("items[0].after.id", equalTo(first.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-02-01T00:00:00Z,2026-03-02T00:00:00Z,409",
                "2026-02-01T00:00:00Z,-,409",
                "2026-03-01T00:00:00Z,-,409",
                "2026-03-10T00:00:00Z,2026-03-11T00:00:00Z,409",
                "2026-02-01T00:00:00Z,2026-03-01T00:00:00Z,201",
                "2026-04-01T00:00:00Z,-,201"
            })
    void shouldRefuseTwoForOneInstant(String from, String until, int status) {
        var march = line("ph", MARCH, 1, 0.5);
        march.put("valid_until", APRIL);
        var _ = add(march);
        var other = line("ph", from, 1, 0.7);
        other.put("valid_until", until);

        assertThat(superadmin.post(path, other).statusCode()).isEqualTo(status);
        other.put("metric", "tds_ppm");
        assertThat(superadmin.post(path, other).statusCode()).isEqualTo(201);
    }

    @Test
    void shouldForgetWhatIsRemoved() {
        var id = add(line("ph", MARCH, 2, 0));
        await().atMost(PATIENCE).until(() -> told().versions().size() == 1);

        superadmin.delete(path + "/" + id).then().statusCode(204);
        superadmin.delete(path + "/" + id).then().statusCode(404);

        await().atMost(PATIENCE).until(() -> told().equals(Calibrations.NONE));
        superadmin.get(path).then().body("items", equalTo(List.of()));
    }

    @Test
    void shouldNameEveryFieldAtFault() {
        superadmin
                .post(
                        path,
                        Map.of(
                                "metric",
                                "pump_status",
                                "valid_from",
                                APRIL,
                                "valid_until",
                                MARCH,
                                "scale",
                                0,
                                "offset",
                                1e10,
                                "note",
                                "\u0007"))
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("metric", "valid_until", "scale", "offset", "note"));
        superadmin
                .post(
                        path,
                        Map.of(
                                "metric",
                                "ph",
                                "valid_from",
                                APRIL,
                                "scale",
                                1,
                                "points",
                                List.of(
                                        Map.of("said", 5, "true", 3),
                                        Map.of("said", 5),
                                        Map.of("true", 1))))
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        hasItems("scale", "points[1].true", "points[1].said", "points[2].said"));
        superadmin.get(path).then().body("items", equalTo(List.of()));
    }

    @Test
    void shouldAddOnceWhatIsSentAgain() {
        var key = UUID.randomUUID().toString();
        var wish = line("ph", MARCH, 1, 0.5);
        var first = superadmin.postOnce(path, key, wish).then().statusCode(201).extract();

        assertThat(superadmin.postOnce(path, key, wish).asString()).isEqualTo(first.asString());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldLetOnlyOwnNodesBeCalibrated(Role role) {
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var may = role != Role.CUSTOMER && role != Role.VIEWER;
        var foreign = "/api/v1/nodes/%s/calibrations".formatted(Tenant.create().node());
        var wish = line("ph", MARCH, 1, 0.5);

        assertThat(person.post(path, wish).statusCode()).isEqualTo(may ? 201 : 403);
        assertThat(person.get(path).statusCode()).isEqualTo(200);
        assertThat(person.post(foreign, wish).statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? 201 : may ? 404 : 403);
        assertThat(person.get(foreign).statusCode()).isEqualTo(role == Role.SUPERADMIN ? 200 : 404);
    }

    private Calibrations told() {
        return directory.calibrations(tenant.node()).await().atMost(PATIENCE);
    }

    /** What the view makes of it, which a snapshot is made of. */
    private String inSnapshot() throws SQLException {
        try (var database = EvaraServers.connectAsRuntime("registry");
                var statement =
                        database.prepareStatement(
                                "select entry from registry.calibrated_node where node_id = ?")) {
            statement.setObject(1, tenant.node());
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    private UUID add(Map<String, Object> wish) {
        return superadmin.add(path, wish);
    }

    private static Map<String, Object> line(
            String metric, String from, double scale, double offset) {
        return new HashMap<>(
                Map.of("metric", metric, "valid_from", from, "scale", scale, "offset", offset));
    }
}
