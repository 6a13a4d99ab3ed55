package com.evaratech.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.gateway.NarrowDoor;
import com.evaratech.gateway.flags.FlagFile;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test asks as somebody, and from an address, that no other test knows. */
@QuarkusTest
@TestProfile(NarrowDoor.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class LimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject MeterRegistry metrics;

    private final String address =
            "2001:db8:%x:%x::1"
                    .formatted(
                            ThreadLocalRandom.current().nextInt(0x10000),
                            ThreadLocalRandom.current().nextInt(0x10000));

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    @Test
    void shouldTellAPersonHowItStandsAndRefuseWhatIsTooMuch() {
        String person = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());

        var first = get("/api/v1/nodes", person);
        assertThat(first.statusCode()).isEqualTo(200);
        assertHeader(first, "X-RateLimit-Limit", "3");
        assertHeader(first, "X-RateLimit-Remaining", "2");
        assertHeader(first, "RateLimit-Policy", "\"person\";q=3;w=60");
        assertHeader(first, "RateLimit", "\"person\";r=2;t=20");
        assertThat(admittedOf(NarrowDoor.PERSON, "/api/v1/nodes", person)).isEqualTo(2);

        var refused = get("/api/v1/nodes", person);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        var problem = Gateway.json(refused);
        assertThat(problem.getString("code")).isEqualTo("rate_limited");
        assertThat(problem.getString("detail")).startsWith("You may ask this 3 times a minute;");
        assertThat(problem.getString("request_id")).isNotBlank();
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 20L);
        assertHeader(refused, "X-RateLimit-Remaining", "0");
    }

    @Test
    void shouldLimitNobodyWhileItIsSwitchedOff() throws IOException {
        String person = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        try (var flag = new FlagFile("ENABLE_RATE_LIMITING", metrics)) {
            flag.write(false);

            assertThat(admittedOf(9, "/api/v1/nodes", person)).isEqualTo(9);
            assertThat(get("/api/v1/nodes", person).headers().firstValue("X-RateLimit-Limit"))
                    .isEmpty();
        }

        assertThat(admittedOf(9, "/api/v1/nodes", person)).isEqualTo(NarrowDoor.PERSON);
    }

    @Test
    void shouldCountEachRouteAndEachPersonAlone() {
        String person = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        String other = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        String anyNode = "/api/v1/nodes/" + UUID.randomUUID();
        assertThat(admittedOf(9, "/api/v1/nodes", person)).isEqualTo(NarrowDoor.PERSON);

        assertThat(get("/api/v1/rules", person).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/nodes", other).statusCode()).isEqualTo(200);
        // One route, whichever thing is asked for.
        assertThat(admittedOf(2, anyNode + "/channel", person)).isEqualTo(2);
        assertThat(admittedOf(9, "/api/v1/nodes/%s/channel".formatted(UUID.randomUUID()), person))
                .isEqualTo(NarrowDoor.PERSON - 2);
    }

    @Test
    void shouldCountTheViewOfANodeAsAnyOtherRoute() {
        String person = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        String node = "/api/v1/nodes/" + UUID.randomUUID();

        var first = get(node, person);

        assertThat(first.statusCode()).isEqualTo(200);
        assertHeader(first, "X-RateLimit-Remaining", "2");
        assertThat(admittedOf(9, node, person)).isEqualTo(NarrowDoor.PERSON - 1);
        assertThat(get("/api/v1/nodes/" + UUID.randomUUID(), person).statusCode()).isEqualTo(429);
    }

    @Test
    void shouldCountATenantsPeopleTogether() {
        var scope = new Scope.OfDistributor(UUID.randomUUID());
        String one = TestTokens.person(Role.DISTRIBUTOR, scope);
        String other = TestTokens.person(Role.DISTRIBUTOR, scope);
        assertThat(admittedOf(9, "/api/v1/nodes", one)).isEqualTo(NarrowDoor.PERSON);

        assertThat(admittedOf(9, "/api/v1/nodes", other))
                .isEqualTo(NarrowDoor.TENANT - NarrowDoor.PERSON);

        var refused = get("/api/v1/rules", one);
        assertThat(Gateway.json(refused).getString("detail"))
                .contains("organisation may ask 4 times a minute");
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow())
                .contains("\"person\";r=3", "\"tenant\";r=0");
        String foreign =
                TestTokens.person(Role.DISTRIBUTOR, new Scope.OfDistributor(UUID.randomUUID()));
        assertThat(get("/api/v1/rules", foreign).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldCountEachDeviceAlone() {
        var key = DeviceKey.draw(new SecureRandom());
        var other = DeviceKey.draw(new SecureRandom());
        for (var each : new DeviceKey[] {key, other}) {
            TestDirectory.publish(
                    new DeviceKeyEntry(1, each.id(), UUID.randomUUID(), each.secretHash()));
        }
        long admitted = IntStream.range(0, 9).filter(i -> sends(key) == 200).count();

        assertThat(admitted).isEqualTo(NarrowDoor.DEVICE);
        assertThat(sends(key)).isEqualTo(429);
        assertThat(sends(other)).isEqualTo(200);
    }

    @Test
    void shouldCountAddressesWhereNobodySignsIn() {
        assertThat(anonymous("/update?field1=1", address, 9)).isEqualTo(NarrowDoor.ADDRESS);
        // Another address of the same customer, and one of another.
        assertThat(anonymous("/update?field1=1", address.replace("::1", "::2"), 1)).isZero();
        assertThat(anonymous("/update?field1=1", "192.0.2.77", 1)).isEqualTo(1);
    }

    @Test
    void shouldCountSignInsOfAnAddressWhoeverIsTried() {
        for (int i = 0; i < NarrowDoor.SIGN_IN; i++) {
            assertThat(triesToSignIn(address, "somebody%d@example.org".formatted(i)))
                    .isEqualTo(401);
        }

        assertThat(triesToSignIn(address, "anybody@example.org")).isEqualTo(429);
        assertThat(triesToSignIn("192.0.2.40", "anybody@example.org")).isEqualTo(401);
    }

    @Test
    void shouldCountSignInsForANameFromWherever() {
        String name = "%s@example.org".formatted(UUID.randomUUID());
        for (int i = 0; i < NarrowDoor.SIGN_IN_NAME; i++) {
            assertThat(triesToSignIn(neighbour(i), name)).isEqualTo(401);
        }

        assertThat(triesToSignIn(neighbour(77), name)).isEqualTo(429);
        assertThat(triesToSignIn(neighbour(77), "other-" + name)).isEqualTo(401);
    }

    @Test
    void shouldCountSessionsThatAreRenewedOrEndedFromAnAddress() {
        for (int i = 0; i < NarrowDoor.SESSION; i++) {
            assertThat(renews(address)).isEqualTo(401);
        }

        assertThat(renews(address)).isEqualTo(429);
        assertThat(renews(neighbour(1))).isEqualTo(401);
    }

    private static int renews(String from) {
        return Gateway.send(
                        from(from, Gateway.request("/api/v1/auth/refresh"))
                                .header("X-Requested-With", "test")
                                .POST(BodyPublishers.noBody()))
                .statusCode();
    }

    /** An address of another network. */
    private String neighbour(int number) {
        return address.replace("2001:db8:", "2001:%x:".formatted(0xdb9 + number));
    }

    private static int triesToSignIn(String from, String email) {
        return Gateway.send(
                        from(from, Gateway.request("/api/v1/auth/sign-in"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"email\":\"%s\",\"password\":\"guess\"}"
                                                        .formatted(email))))
                .statusCode();
    }

    @Test
    void shouldNotLimitHealth() {
        assertThat(anonymous("/api/v1/health/live", address, 20)).isEqualTo(20);
    }

    @Test
    void shouldShutOutAnAddressThatShowsTooManyBadTokens() {
        String good = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        String bad = TestTokens.expired(UUID.randomUUID());
        for (int i = 0; i < NarrowDoor.REFUSED; i++) {
            assertThat(statusFrom(address, "/api/v1/nodes", bad)).isEqualTo(401);
        }

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(statusFrom(address, "/api/v1/nodes", bad)).isEqualTo(429));

        assertThat(statusFrom(address, "/api/v1/nodes", good)).isEqualTo(429);
        assertThat(statusFrom("192.0.2.99", "/api/v1/nodes", good)).isEqualTo(200);
        // Devices behind the same address are heard.
        var key = DeviceKey.draw(new SecureRandom());
        TestDirectory.publish(new DeviceKeyEntry(1, key.id(), UUID.randomUUID(), key.secretHash()));
        assertThat(sends(key)).isEqualTo(200);
    }

    @Test
    void shouldLimitByItselfWhileRedisIsAway() {
        double before = judgedByReplica();
        try (var _ = TestServer.REDIS.stopped()) {
            assertThat(anonymous("/update?field1=1", address, 9)).isEqualTo(NarrowDoor.ADDRESS);
            assertThat(judgedByReplica()).isGreaterThanOrEqualTo(before + 9);
        }
        awaitThatRedisJudges();
    }

    private void awaitThatRedisJudges() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    double local = judgedByReplica();
                    var _ = anonymous("/update?field1=1", "192.0.2.5", 1);
                    assertThat(judgedByReplica()).isEqualTo(local);
                });
    }

    @Test
    void shouldNotWaitLongForARedisThatHangs() {
        try (var _ = TestServer.REDIS.hanging()) {
            long begun = System.nanoTime();

            assertThat(anonymous("/update?field1=1", address, 9)).isEqualTo(NarrowDoor.ADDRESS);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(9));
        }
        awaitThatRedisJudges();
    }

    private double judgedByReplica() {
        return metrics.counter("evara.limits.judged", "by", "replica").count();
    }

    private int sends(DeviceKey key) {
        return Gateway.send(
                        from(address, Gateway.request("/api/v1/telemetry"))
                                .header(DeviceKey.HEADER, key.text())
                                .POST(BodyPublishers.ofString("{}")))
                .statusCode();
    }

    private static long anonymous(String path, String from, int requests) {
        return IntStream.range(0, requests)
                .filter(i -> Gateway.send(from(from, Gateway.request(path))).statusCode() == 200)
                .count();
    }

    private static int statusFrom(String address, String path, String token) {
        return Gateway.send(from(address, Gateway.request(path, token))).statusCode();
    }

    private static HttpRequest.Builder from(String address, HttpRequest.Builder request) {
        return request.header("X-Forwarded-For", address);
    }

    private long admittedOf(int requests, String path, String token) {
        return IntStream.range(0, requests)
                .filter(i -> get(path, token).statusCode() == 200)
                .count();
    }

    private HttpResponse<String> get(String path, String token) {
        return Gateway.send(from(address, Gateway.request(path, token)));
    }

    private static void assertHeader(HttpResponse<String> answer, String name, String value) {
        assertThat(answer.headers().firstValue(name)).hasValue(value);
    }
}
