package com.evaratech.node.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class NodeResourceIT {

    private static final String NODES = "/api/v1/nodes";

    private Person superadmin;
    private Tenant tenant;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
    }

    @Test
    void shouldAnswerWhatWasRegistered() {
        var wish = wish("whole-1");
        wish.put("customer_id", tenant.customer());
        wish.put("coordinates", Map.of("latitude", 12.97, "longitude", 77.59));
        wish.put("location_name", "Roof");
        wish.put("geometry", Map.of("capacity_litres", 10_000, "height_cm", 250.5));
        wish.put("tags", List.of("north", "drinking"));
        wish.put("firmware_revision", "1.4.2");

        var created =
                superadmin
                        .post(NODES, wish)
                        .then()
                        .statusCode(201)
                        .header("ETag", "\"1\"")
                        .body("kind", equalTo("TANK"))
                        .body("geometry.sensor_offset_cm", equalTo(0.0f))
                        .body("offline_after_seconds", equalTo(180))
                        .body("tags", equalTo(List.of("north", "drinking")))
                        .body("created_at", notNullValue())
                        .extract();

        var found = superadmin.get(created.header("Location")).then().statusCode(200).extract();
        assertThat(found.header("ETag")).isEqualTo("\"1\"");
        assertThat(found.asString()).isEqualTo(created.asString());
    }

    @Test
    void shouldKeepGeometryOfEachKind() {
        var flow = wish("flow-1");
        flow.put("category", "PUMP_HOUSE");
        flow.put("geometry", Map.of("pipe_diameter_mm", 80, "max_flow_lpm", 600));
        var deep = wish("deep-1");
        deep.put("category", "GOVT_BOREWELL");
        deep.put(
                "geometry",
                Map.of("static_depth_m", 40, "dynamic_depth_m", 65, "recharge_threshold_m", 2.5));

        find(superadmin.add(NODES, flow)).body("geometry.max_flow_lpm", equalTo(600.0f));
        find(superadmin.add(NODES, deep)).body("geometry.recharge_threshold_m", equalTo(2.5f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/distributors", "/api/v1/communities", "/api/v1/customers", NODES})
    void shouldAskForABodyWhenItIsMissing(String path) {
        superadmin
                .postText(path, "null")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("body"));
    }

    @Test
    void shouldRefuseKeyThatIsTakenInTheCommunity() {
        var _ = superadmin.add(NODES, wish("twice"));

        superadmin
                .post(NODES, wish("twice"))
                .then()
                .statusCode(409)
                .body("code", equalTo("node_key_taken"))
                .body("errors[0].field", equalTo("key"))
                .body("errors[0].value", equalTo("twice"));
    }

    @Test
    void shouldAllowSameKeyInAnotherCommunity() {
        var _ = superadmin.add(NODES, wish("shared"));

        superadmin
                .post(NODES, Tenant.nodeOf(Tenant.create().community(), "shared"))
                .then()
                .statusCode(201);
    }

    @Test
    void shouldNameEveryFieldAtFault() {
        var wish = wish("a b");
        wish.put("category", "FLOW_METER");
        wish.put("geometry", Map.of("height_cm", 250));
        wish.put("time_zone", "Mars/Olympus");

        superadmin
                .post(NODES, wish)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_request"))
                .body(
                        "errors.field",
                        hasItems(
                                "key",
                                "time_zone",
                                "geometry.height_cm",
                                "geometry.pipe_diameter_mm",
                                "geometry.max_flow_lpm"))
                .body("errors[field=time_zone][0].value", equalTo("Mars/Olympus"))
                .body("errors[field=key][0].allowed", containsString("3 to 64"));
    }

    @Test
    void shouldRefuseFieldsItDoesNotKnow() {
        var wish = wish("unknown-field");
        wish.put("colour", "blue");

        superadmin
                .post(NODES, wish)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("colour"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table registry.node; --",
                "{{7*7}} ${jndi:ldap://x} <script>alert(1)</script>",
                "خزان المياه الشمالي \u200f(١)",
                "நீர்த் தொட்டி 🚰"
            })
    void shouldKeepLabelsAsTheyAre(String label) {
        var wish = wish(Tenant.key());
        wish.put("label", label);

        find(superadmin.add(NODES, wish)).body("label", equalTo(label));
    }

    /** An index holds the label and all words: no row may be too long for it. */
    @Test
    void shouldKeepTheLongestTextsOfAnyScript() {
        var wish = wish("0-1-2-3-4-5-6-7-8-9-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-vw");
        wish.put("label", fourBytesEach(200));
        wish.put("location_name", fourBytesEach(200));

        find(superadmin.add(NODES, wish)).body("label", equalTo(wish.get("label")));
    }

    /** Ideographs in no order, which no compression makes shorter. */
    private static String fourBytesEach(int characters) {
        return ThreadLocalRandom.current()
                .ints(characters, 0x20000, 0x2A6D0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @Test
    void shouldNotFindCustomerOfAnotherCommunity() {
        var sibling =
                superadmin.add("/api/v1/communities", Tenant.communityOf(tenant.distributor()));
        var wish = new HashMap<>(Tenant.nodeOf(sibling, "elsewhere"));
        wish.put("customer_id", tenant.customer());

        superadmin
                .post(NODES, wish)
                .then()
                .statusCode(404)
                .body("code", equalTo("customer_unknown"));
    }

    @Test
    void shouldRefuseNodeBeyondThePlan() {
        var customer =
                superadmin.add("/api/v1/customers", Tenant.customerOf(tenant.community(), 1));
        var _ = superadmin.add(NODES, ofCustomer(customer));

        superadmin
                .post(NODES, ofCustomer(customer))
                .then()
                .statusCode(409)
                .body("code", equalTo("plan_exhausted"))
                .body("detail", containsString("1 nodes"));
    }

    @Test
    void shouldKeepThePlanWhenManyRegisterAtOnce() throws Exception {
        var customer =
                superadmin.add("/api/v1/customers", Tenant.customerOf(tenant.community(), 3));

        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Integer> registration =
                    () -> superadmin.post(NODES, ofCustomer(customer)).statusCode();
            var statuses =
                    threads
                            .invokeAll(IntStream.range(0, 12).mapToObj(i -> registration).toList())
                            .stream()
                            .map(NodeResourceIT::outcome)
                            .toList();

            assertThat(statuses).containsOnly(201, 409);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        }
    }

    @Test
    void shouldAnswerUnknownForMalformedId() {
        superadmin.get(NODES + "/no-uuid").then().statusCode(404);
        superadmin.get(NODES + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    private Response find(UUID id) {
        return superadmin.get(NODES + "/" + id).then().statusCode(200);
    }

    private Map<String, Object> wish(String key) {
        return new HashMap<>(Tenant.nodeOf(tenant.community(), key));
    }

    private Map<String, Object> ofCustomer(UUID customer) {
        var wish = wish(Tenant.key());
        wish.put("customer_id", customer);
        return wish;
    }

    private static int outcome(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
