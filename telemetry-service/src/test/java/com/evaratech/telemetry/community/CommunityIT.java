package com.evaratech.telemetry.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class CommunityIT {

    private static final String PATH = "/api/v1/telemetry/communities?";
    private static final String ZONE = "Asia/Kathmandu";

    private final Placement place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);

    // Midnight at the nodes, some days ago.
    private final Instant day =
            LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneId.of(ZONE))
                    .minusDays(20)
                    .atStartOfDay(ZoneId.of(ZONE))
                    .toInstant();

    @ParameterizedTest
    @ValueSource(strings = {"&zone=" + ZONE, "", "&by=day&zone=Asia/Katmandu"})
    void shouldCountEachTankOnceHoweverOftenItReports(String asked) {
        var often = tank();
        var seldom = tank();
        often.report(
                List.of(
                        litres(0, 900),
                        litres(1, 1_000),
                        litres(2, 1_100),
                        litres(30, 500),
                        litres(31, 700)));
        seldom.report(List.of(litres(3, 200)));
        seldom.awaitListed();

        ask(often, "metric=volume_litres" + asked, 2)
                .body("items", hasSize(1))
                .body("items[0].community_id", equalTo(place.communityId().toString()))
                .body("items[0].unit", equalTo("L"))
                .body("items[0].nodes", equalTo(2))
                .body("items[0].at", hasSize(2))
                .body("items[0].at[0]", equalTo(day.toString()))
                .body("items[0].reporting", contains(2, 1))
                .body("items[0].min", contains(200f, 500f))
                .body("items[0].avg", contains(600f, 600f))
                .body("items[0].max", contains(1_100f, 700f))
                .body("items[0].total", contains(1_200f, 600f))
                .body("items[0].run_hours", nullValue());
    }

    @Test
    void shouldTellTheSameByHoursAndOfNodesWhoseDaysAreOthers() {
        var here = tank();
        var elsewhere = Reporting.of(Kind.TANK, "Asia/Kolkata", place);
        here.report(List.of(litres(0, 100), litres(25, 300)));
        elsewhere.report(List.of(litres(0, 50), litres(23, 70), litres(25, 90)));
        elsewhere.awaitListed();

        ask(here, "metric=volume_litres&by=day&zone=" + ZONE, 2)
                .body("items[0].reporting", contains(2, 2))
                .body("items[0].min", contains(50f, 90f))
                .body("items[0].total", contains(160f, 390f));
        JsonPath hours =
                ask(here, "metric=volume_litres&by=hour&zone=" + ZONE, 2).extract().jsonPath();
        assertThat(hours.getList("items[0].at")).hasSize(48);
        assertThat(hours.getList("items[0].total", Float.class))
                .startsWith(150f, null)
                .contains(70f, 390f);
        assertThat(hours.getList("items[0].reporting", Integer.class)).startsWith(2, 0);
    }

    @Test
    void shouldTellHowLongPumpsRan() {
        var pump = Reporting.of(Kind.FLOW, ZONE, place);
        var well = Reporting.of(Kind.DEEP, ZONE, place);
        var readings = new ArrayList<Reading>();
        // Three readings in each quarter of two hours: the whole of the first, two of three of the
        // second.
        for (int i = 0; i < 24; i++) {
            boolean runs = i < 12 || i % 3 != 0;
            readings.add(pumps(day.plusSeconds(300L * i), runs ? "RUNNING" : "STOPPED"));
        }
        pump.report(readings);
        well.report(
                List.of(
                        pumps(day.plusSeconds(60), "RUNNING"),
                        pumps(day.plusSeconds(120), "FAULT"),
                        pumps(day.plus(Duration.ofDays(1)), "STOPPED")));
        well.awaitListed();

        JsonPath told = ask(pump, "metric=pump_status&zone=" + ZONE, 3).extract().jsonPath();

        assertThat(told.getInt("items[0].nodes")).isEqualTo(2);
        assertThat(told.getList("items[0].reporting", Integer.class)).containsExactly(2, 1, 0);
        List<Float> hours = told.getList("items[0].run_hours", Float.class);
        assertThat(hours).hasSize(3);
        assertThat(hours.getFirst()).isCloseTo(1 + 2 / 3f + 0.125f, within(0.001f));
        assertThat(hours.subList(1, 3)).containsExactly(0f, null);
        assertThat(told.<Object>get("items[0].avg")).isNull();
    }

    @Test
    void shouldTellOfNoNodesButThoseOfTheScope() {
        UUID customer = UUID.randomUUID();
        var others = tank();
        var own =
                Reporting.of(
                        Kind.TANK,
                        ZONE,
                        new Placement(place.distributorId(), place.communityId(), customer));
        others.report(List.of(litres(0, 900)));
        own.report(List.of(litres(0, 100)));
        own.awaitListed();
        String query = "metric=volume_litres&zone=" + ZONE + "&community=" + place.communityId();

        ask(others, query, 1).body("items[0].max", contains(900f));
        ask(as(own, new Scope.OfCustomer(customer, place.communityId())), query, 1)
                .body("items[0].nodes", equalTo(1))
                .body("items[0].max", contains(100f))
                .body("items[0].total", contains(100f));
        // Nobody of another community sees that there is one.
        ask(Reporting.of(Kind.TANK, ZONE), query, 1).body("items", hasSize(0));
    }

    @Test
    void shouldGoThroughCommunitiesPageByPage() {
        UUID distributor = place.distributorId();
        List<String> communities = new ArrayList<>();
        Reporting last = tank();
        for (int i = 0; i < 3; i++) {
            UUID community = UUID.randomUUID();
            communities.add(community.toString());
            last = Reporting.of(Kind.TANK, ZONE, new Placement(distributor, community, null));
            last.report(List.of(litres(0, 100 * i)));
            last.awaitListed();
        }
        communities.add(place.communityId().toString());
        var seller = as(last, new Scope.OfDistributor(distributor));
        String query = "metric=volume_litres&zone=" + ZONE + "&limit=2";

        JsonPath first = ask(seller, query, 1).body("next", notNullValue()).extract().jsonPath();
        JsonPath second =
                ask(seller, query + "&cursor=" + first.getString("next"), 1)
                        .body("next", nullValue())
                        .extract()
                        .jsonPath();

        List<String> told = new ArrayList<>(first.getList("items.community_id"));
        assertThat(told).hasSize(2);
        told.addAll(second.getList("items.community_id"));
        assertThat(told).containsExactlyInAnyOrderElementsOf(communities);
    }

    @Test
    void shouldTellOfACommunityThatNeverReported() {
        var tank = tank();
        tank.report(List.of(Reading.of(day, Map.of(Metric.PH, 7.0))));
        tank.awaitListed();

        ask(tank, "metric=volume_litres&zone=" + ZONE, 1)
                .body("items[0].nodes", equalTo(1))
                .body("items[0].reporting", contains(0))
                .body("items[0].min", contains(nullValue()));
        ask(tank, "metric=pump_status&zone=" + ZONE, 1).body("items", hasSize(0));
    }

    @Test
    void shouldRefuseMoreRowsThanAnAnswerMayBeMadeFrom() {
        Reporting tank = tank();
        for (int i = 0; i < 12; i++) {
            tank = tank();
            tank.report(List.of(litres(0, 100)));
        }
        tank.awaitListed();
        String query =
                PATH
                        + "metric=volume_litres&by=month&from=%s&to=%s"
                                .formatted(day.minus(Duration.ofDays(3_650)), day);

        tank.asks(query).statusCode(200);
        // Of each quarter of an hour of ten years.
        tank.asks(query + "&zone=UTC").statusCode(400).body("errors.field", contains("from"));
    }

    @Test
    void shouldNameWhatCannotBeUnderstood() {
        var tank = tank();

        tank.asks(PATH + "metric=energy_kwh&community=x&by=week&from=y&zone=Mars")
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder("metric", "community", "by", "from", "zone"));
        tank.asks(PATH + "by=day").statusCode(400).body("errors[0].field", equalTo("metric"));
        tank.asks(PATH + "metric=ph&cursor=bzpjb21tdW5pdHk6MDp4")
                .statusCode(400)
                .body("errors[0].field", equalTo("cursor"));
        tank.asks(PATH + "metric=ph&by=hour&from=2020-01-01T00:00:00Z")
                .statusCode(400)
                .body("errors[0].field", equalTo("from"));
    }

    private Reporting tank() {
        return Reporting.of(Kind.TANK, ZONE, place);
    }

    private static Reporting as(Reporting node, Scope scope) {
        Role role = scope instanceof Scope.OfCustomer ? Role.CUSTOMER : Role.DISTRIBUTOR;
        return new Reporting(node.node(), TestTokens.person(role, scope));
    }

    private Reading litres(int hour, double litres) {
        return Reading.of(day.plus(Duration.ofHours(hour)), Map.of(Metric.VOLUME_LITRES, litres));
    }

    private static Reading pumps(Instant at, String word) {
        return Reading.of(
                at,
                Map.of(Metric.PUMP_STATUS, (double) Metric.PUMP_STATUS.placeOf(word).getAsInt()));
    }

    private Response ask(Reporting by, String query, int days) {
        return by.asks(
                        PATH
                                + "%s&from=%s&to=%s"
                                        .formatted(query, day, day.plus(Duration.ofDays(days))))
                .statusCode(200);
    }
}
