package com.evaratech.telemetry.export;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class ReadingsExportIT {

    private final UUID customer = UUID.randomUUID();
    private final Placement place = new Placement(UUID.randomUUID(), UUID.randomUUID(), customer);
    private final Reporting tank = Reporting.of(Kind.TANK, "UTC", place);
    private final Reporting meter = Reporting.of(Kind.FLOW, "UTC", place);
    private final Instant begin =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(2));

    @Test
    void shouldWriteEveryReadingOnceOverAllPortionsAndNodes() {
        int count = 2 * ReadingsFile.PORTION + 7;
        tank.report(levels(count));
        meter.report(List.of(Reading.of(begin, Map.of(Metric.PUMP_STATUS, 0.0))));
        tank.awaitListed();
        meter.awaitListed();

        List<String> lines = lines(tank.viewer(), "?community=" + place.communityId());

        assertThat(lines).hasSize(count + 1);
        var last = new JsonObject(lines.getLast());
        assertThat(last.getString("node_id")).isEqualTo(meter.node().id().toString());
        assertThat(last.getJsonObject("metrics").getString("pump_status")).isEqualTo("RUNNING");
        assertThat(lines.subList(0, count))
                .extracting(line -> new JsonObject(line).getString("recorded_at"))
                .isEqualTo(
                        IntStream.range(0, count)
                                .mapToObj(i -> begin.plusSeconds(i).toString())
                                .toList());
    }

    @Test
    void shouldGoOnBehindTheLastLineThatCameWhole() {
        tank.report(levels(50));
        meter.report(List.of(Reading.of(begin, Map.of(Metric.FLOW_RATE_LPM, 1.5))));
        tank.awaitListed();
        meter.awaitListed();
        String query = "?format=csv&community=" + place.communityId();
        List<String> whole = lines(tank.viewer(), query);

        List<String> pieces = new ArrayList<>(whole.subList(0, 20));
        String[] cells = pieces.getLast().split(",", -1);
        pieces.addAll(lines(tank.viewer(), query + "&after=" + cells[0] + "," + cells[1]));

        assertThat(pieces).isEqualTo(whole);
        assertThat(whole).hasSize(52);
        assertThat(whole.getFirst()).startsWith("node_id,recorded_at,water_level_cm,");
    }

    @Test
    void shouldWriteTheColumnsAndTheSpanThatAreAskedFor() {
        tank.report(levels(5));
        tank.awaitListed();

        assertThat(
                        lines(
                                tank.viewer(),
                                "?format=csv&metrics=water_level_cm&nodes=%s&from=%s&to=%s"
                                        .formatted(
                                                tank.node().id(),
                                                begin.plusSeconds(1),
                                                begin.plusSeconds(3))))
                .containsExactly(
                        "node_id,recorded_at,water_level_cm",
                        "%s,%s,1.0".formatted(tank.node().id(), begin.plusSeconds(1)),
                        "%s,%s,2.0".formatted(tank.node().id(), begin.plusSeconds(2)));
    }

    @Test
    void shouldKeepToTheSpanWhereverItGoesOn() {
        tank.report(levels(3));
        tank.awaitListed();

        assertThat(lines(tank.viewer(), behindTheFirst())).hasSize(2);
        assertThat(lines(tank.viewer(), behindTheFirst() + "&from=" + begin.plusSeconds(2)))
                .hasSize(1);
    }

    @Test
    void shouldKeepToScopeAndPlan() {
        tank.report(levels(3));
        tank.awaitListed();
        TestDirectory.publish(
                new CustomerEntry(1, customer, place.communityId(), place.distributorId(), 1));
        String owner =
                TestTokens.person(
                        Role.CUSTOMER, new Scope.OfCustomer(customer, place.communityId()));
        var stranger = Reporting.of(Kind.TANK, "UTC");

        assertThat(lines(owner, "?nodes=" + tank.node().id())).isEmpty();
        assertThat(lines(owner, behindTheFirst())).isEmpty();
        assertThat(lines(stranger.viewer(), "?community=" + place.communityId())).isEmpty();
        stranger.asks("/api/v1/telemetry/export?nodes=" + tank.node().id()).statusCode(404);
    }

    @Test
    void shouldNameWhatCannotBeUnderstood() {
        tank.asks("/api/v1/telemetry/export?format=xls&kind=X&after=y&metrics=z&from=a&nodes=1")
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder("format", "kind", "after", "metrics", "from", "nodes"));
    }

    private String behindTheFirst() {
        return "?nodes=%1$s&after=%1$s,%2$s".formatted(tank.node().id(), begin);
    }

    private List<Reading> levels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        Reading.of(
                                begin.plusSeconds(i),
                                Map.of(Metric.WATER_LEVEL_CM, (double) (i % 1_000))))
                .toList();
    }

    private static List<String> lines(String token, String query) {
        return given().bearer(token)
                .encoded()
                .get("/api/v1/telemetry/export" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }
}
