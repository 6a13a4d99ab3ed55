package com.evaratech.telemetry.range;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.page.PageRequest;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.ingest.Device;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class SpanIT {

    private static final int READINGS = 25;

    private final Device device = Device.tank();
    private final Instant first =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3_600);

    @BeforeEach
    void send() {
        String readings =
                IntStream.range(0, READINGS)
                        .mapToObj(i ->
                                "{\"recorded_at\": \"%s\", \"metrics\": {\"%s\": %d, \"battery_v\": 3}}"
                                        .formatted(at(i), i % 5 == 0 ? "ph" : "tds_ppm", i % 14))
                        .collect(Collectors.joining(",", "{\"readings\": [", "]}"));
        // After another test's outage devices are told to come back.
        await().atMost(Duration.ofSeconds(30)).until(() -> device.sends(readings) == 200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> ask("").body("items", hasSize(READINGS)));
    }

    @Test
    void shouldAnswerTheSpanFromItsBeginningUpToItsEnd() {
        ask("?from=%s&to=%s".formatted(at(3), at(7)))
                .body("items.recorded_at", equalTo(List.of(text(3), text(4), text(5), text(6))));
        ask("?from=%s&to=%s&order=desc".formatted(at(3), at(6)))
                .body("items.recorded_at", equalTo(List.of(text(5), text(4), text(3))));
        ask("?to=" + at(0)).body("items", hasSize(0));
    }

    @Test
    void shouldAnswerOnlyTheMetricsThatAreAskedFor() {
        ask("?metrics=ph").body("items", hasSize(5)).body("items[0].metrics", aMapWithSize(1));
        ask("?metrics=ph,battery_v").body("items", hasSize(READINGS));
    }

    @Test
    void shouldGiveEachReadingOnceOverAllPages() {
        for (String order : List.of("asc", "desc")) {
            var times = new ArrayList<String>();
            String query = "?limit=7&order=" + order;
            String next = "";
            while (next != null) {
                Response page = ask(query + next);
                times.addAll(page.extract().path("items.recorded_at"));
                String cursor = page.extract().path("next");
                next = cursor == null ? null : "&cursor=" + cursor;
            }
            assertThat(times).hasSize(READINGS).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldNameEveryParameterThatCannotBeUnderstood() {
        raw("?from=x&to=y&metrics=ph,flow_rate_lpm&order=up&limit=0")
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder("from", "to", "metrics", "order", "limit"));
        raw("?from=%s&to=%s".formatted(at(7), at(3)))
                .statusCode(400)
                .body("errors[0].field", equalTo("from"));
    }

    @Test
    void shouldShowACustomerNoMoreThanItsPlanLets() {
        var place = device.node().placement();
        var customer = UUID.randomUUID();
        var other = UUID.randomUUID();
        TestDirectory.publish(
                new NodeEntry(
                        2,
                        device.node().id(),
                        device.node().number(),
                        device.node().kind(),
                        device.node().category(),
                        new Placement(place.distributorId(), place.communityId(), customer),
                        List.of()));
        String owner =
                TestTokens.person(
                        Role.CUSTOMER, new Scope.OfCustomer(customer, place.communityId()));
        String old = "{\"recorded_at\": \"%s\", \"metrics\": {\"ph\": 7}}".formatted(daysAgo(9));
        assertThat(device.sends(old)).isEqualTo(200);
        var span = "/api/v1/nodes/%s/telemetry?from=%s".formatted(device.node().id(), daysAgo(30));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(count(owner, span)).isEqualTo(READINGS + 1));

        TestDirectory.publish(plan(customer, 7));
        TestDirectory.publish(plan(other, 1));

        assertThat(count(owner, span)).isEqualTo(READINGS);
        assertThat(count(owner, span + "&to=" + daysAgo(8))).isZero();
        assertThat(count(device.viewer(), span)).isEqualTo(READINGS + 1);
        TestDirectory.publish(
                new CustomerEntry(2, customer, place.communityId(), place.distributorId(), 10));
        assertThat(count(owner, span)).isEqualTo(READINGS + 1);
    }

    private CustomerEntry plan(UUID customer, int days) {
        var place = device.node().placement();
        return new CustomerEntry(1, customer, place.communityId(), place.distributorId(), days);
    }

    private Instant daysAgo(int days) {
        return first.minus(Duration.ofDays(days));
    }

    private static int count(String token, String path) {
        List<Object> items =
                given().bearer(token).get(path).then().statusCode(200).extract().path("items");
        return items.size();
    }

    @Test
    void shouldAnswerForAllTimesOfFourDigitsAndRefuseOthers() {
        ask("?from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59Z").body("items", hasSize(READINGS));
        for (String time :
                List.of(
                        "-0001-12-31T00:00:00Z",
                        "-999999999-01-01T00:00:00Z",
                        "%2B10000-01-01T00:00:00Z")) {
            raw("?from=" + time).statusCode(400).body("errors[0].field", equalTo("from"));
            raw("?to=" + time).statusCode(400).body("errors[0].field", equalTo("to"));
        }
        for (long key : List.of(Long.MAX_VALUE, Long.MIN_VALUE)) {
            raw("?cursor=" + PageRequest.cursorAfter(key))
                    .statusCode(400)
                    .body("errors[0].field", equalTo("cursor"));
        }
    }

    @Test
    void shouldAnswer404ForANodeOfSomebodyElse() {
        Device other = Device.tank();
        for (UUID id : List.of(other.node().id(), UUID.randomUUID())) {
            given().bearer(device.viewer())
                    .get("/api/v1/nodes/" + id + "/telemetry")
                    .then()
                    .statusCode(404);
        }
    }

    private Instant at(int i) {
        return first.plusSeconds(i);
    }

    private String text(int i) {
        return at(i).toString();
    }

    private Response ask(String query) {
        return raw(query).statusCode(200);
    }

    private Response raw(String query) {
        return given().bearer(device.viewer())
                .get("/api/v1/nodes/" + device.node().id() + "/telemetry" + query)
                .then();
    }
}
