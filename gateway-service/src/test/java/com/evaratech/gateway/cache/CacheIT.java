package com.evaratech.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusUnavailable;
import com.evaratech.common.bus.Command;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.gateway.Impatient;
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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/**
 * What is kept, for whom, and until when. The played services tell each request apart by its id.
 */
@QuarkusTest
@TestProfile(Impatient.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class CacheIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30); // the machine may be busy
    private static final String NODES = "/api/v1/nodes";

    @Inject MeterRegistry metrics;
    @Inject KeptAnswers answers;
    @Inject Bus bus;

    // Published together: nothing is kept of a tenant so soon after it changed.
    private static final Deque<CommunityEntry> COMMUNITIES = new ArrayDeque<>();
    private static final int ENOUGH = 20;

    private UUID distributor = UUID.randomUUID();
    private UUID community = UUID.randomUUID();
    private String viewer = "";

    @BeforeEach
    void populate() {
        TestDirectory.markComplete();
        while (COMMUNITIES.isEmpty() || COMMUNITIES.peekLast().version() < ENOUGH) {
            long next = COMMUNITIES.isEmpty() ? 1 : COMMUNITIES.peekLast().version() + 1;
            var entry = new CommunityEntry(next, UUID.randomUUID(), UUID.randomUUID());
            TestDirectory.publish(entry);
            COMMUNITIES.add(entry);
        }
        CommunityEntry ours = COMMUNITIES.remove();
        distributor = ours.distributorId();
        community = ours.id();
        viewer = person(Role.VIEWER, new Scope.OfCommunity(community));
    }

    @Test
    void shouldAnswerWhatIsKeptToOthersOfTheSameRoleAndScope() {
        String kept = awaitKept(viewer, NODES);

        String colleague = person(Role.VIEWER, new Scope.OfCommunity(community));
        assertThat(asked(colleague, NODES)).isEqualTo(kept);
        assertThat(count("hit")).isPositive();
    }

    @Test
    void shouldNeverAnswerWhatIsKeptForAnotherTenantOrRole() {
        Set<String> answers = new HashSet<>();
        UUID neighbour = UUID.randomUUID();
        UUID foreign = COMMUNITIES.remove().id();
        TestDirectory.publish(new CommunityEntry(1, neighbour, distributor));
        var people =
                List.of(
                        viewer,
                        person(Role.INSTALLER, new Scope.OfCommunity(community)),
                        person(Role.VIEWER, new Scope.OfCommunity(neighbour)),
                        person(Role.VIEWER, new Scope.OfCommunity(foreign)),
                        person(Role.CUSTOMER, new Scope.OfCustomer(UUID.randomUUID(), community)),
                        person(Role.CUSTOMER, new Scope.OfCustomer(UUID.randomUUID(), community)),
                        person(Role.DISTRIBUTOR, new Scope.OfDistributor(distributor)),
                        person(Role.DISTRIBUTOR, new Scope.OfDistributor(community)),
                        person(Role.SUPERADMIN, new Scope.Everything()));
        for (String person : people) {
            answers.add(awaitKept(person, NODES));
        }
        for (String person : people) {
            assertThat(answers).contains(asked(person, NODES));
        }

        assertThat(answers).hasSize(people.size());
    }

    @Test
    void shouldTellInShortWhoHasItAlready() {
        String _ = awaitKept(viewer, NODES);
        var first = get(viewer, NODES);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        var second = Gateway.send(Gateway.request(NODES, viewer).header("If-None-Match", tag));

        assertThat(first.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).hasValue(tag);
    }

    @Test
    void shouldGiveTheSameToWhoTakesItPackedAndToWhoDoesNot() throws IOException {
        String path = NODES + "?q=long";
        String _ = awaitKept(viewer, NODES);
        for (int time = 1; time <= 2; time++) {
            var plain = get(viewer, path);
            var packed =
                    Gateway.open(Gateway.request(path, viewer).header("Accept-Encoding", "gzip"));
            var second = Gateway.send(Gateway.request("/api/v2/nodes?q=long", viewer));

            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
            assertThat(packed.headers().firstValue("ETag"))
                    .isEqualTo(plain.headers().firstValue("ETag"));
            try (var body = new GZIPInputStream(packed.body())) {
                assertThat(body).hasContent(plain.body());
            }
            assertThat(second.body())
                    .isEqualTo(plain.body().replace("location_name", "locationName"));
        }
        assertThat(count("hit")).isPositive();
    }

    @Test
    void shouldShowAChangeToWhoeverMadeIt() {
        String before = awaitKept(viewer, NODES);
        String installer = person(Role.INSTALLER, new Scope.OfCommunity(community));

        assertThat(post(installer, NODES).statusCode()).isEqualTo(200);

        assertThat(asked(viewer, NODES)).isNotEqualTo(before);
        assertThat(awaitKept(viewer, NODES)).isNotEqualTo(before);
    }

    @Test
    void shouldShowAnybodysChangeToSuperadminsAndTheirsToAnybody() {
        String superadmin = person(Role.SUPERADMIN, new Scope.Everything());
        String installer = person(Role.INSTALLER, new Scope.OfCommunity(community));
        String before = awaitKept(superadmin, NODES);
        var _ = post(installer, NODES);
        assertThat(asked(superadmin, NODES)).isNotEqualTo(before);

        String ours = awaitKept(viewer, NODES);
        var _ = post(superadmin, NODES);
        assertThat(asked(viewer, NODES)).isNotEqualTo(ours);
    }

    @Test
    void shouldKeepWhatAnotherTenantsOrAnotherServicesChangeDoesNotConcern() {
        UUID foreign = COMMUNITIES.remove().id();
        String stranger = person(Role.COMMUNITY_ADMIN, new Scope.OfCommunity(foreign));
        String admin = person(Role.COMMUNITY_ADMIN, new Scope.OfCommunity(community));
        String kept = awaitKept(viewer, NODES);

        var _ = post(stranger, NODES);
        var _ = post(admin, "/api/v1/rules");

        assertThat(asked(viewer, NODES)).isEqualTo(kept);
    }

    @Test
    void shouldEndWhatTheDirectoryTellsOf() {
        String kept = awaitKept(viewer, NODES);
        TestDirectory.publish(
                new NodeEntry(
                        1,
                        UUID.randomUUID(),
                        ThreadLocalRandom.current().nextLong(1L << 40),
                        "TANK",
                        "OHT",
                        new Placement(distributor, community, null),
                        List.of()));

        await().atMost(Duration.ofSeconds(10)).until(() -> !asked(viewer, NODES).equals(kept));
    }

    @Test
    void shouldEndWhatMayHaveChangedWhenItIsNotKnownWhoseItWas() {
        String kept = awaitKept(viewer, NODES);
        TestDirectory.publish(
                new StatusEntry(
                        1, UUID.randomUUID(), NodeStatus.OFFLINE, Instant.EPOCH, null, null));

        await().atMost(Duration.ofSeconds(10)).until(() -> !asked(viewer, NODES).equals(kept));
    }

    @Test
    void shouldAskTheServiceOnceHoweverManyAsk() throws Exception {
        String path = NODES + "?q=" + UUID.randomUUID();
        String _ = awaitKept(viewer, NODES);
        List<Callable<String>> questions =
                IntStream.range(0, 40)
                        .<Callable<String>>mapToObj(i -> () -> asked(viewer, path))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Set<String> answers = new HashSet<>();
            for (Future<String> answer : threads.invokeAll(questions)) {
                answers.add(answer.get());
            }
            assertThat(answers).hasSize(1);
        }
    }

    @Test
    void shouldNotKeepRefusals() {
        String path = NODES + "?q=refuse";
        String _ = awaitKept(viewer, NODES);
        int before = EchoServices.refused("node-service");

        for (int time = 1; time <= 2; time++) {
            var refusal = get(viewer, path);
            assertThat(refusal.statusCode()).isEqualTo(409);
            assertThat(refusal.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(Gateway.json(refusal).getString("code")).isEqualTo("node_key_taken");
            assertThat(EchoServices.refused("node-service")).isEqualTo(before + time);
        }
    }

    @Test
    void shouldFindWhatIsKeptHoweverItIsAskedFor() {
        String kept = awaitKept(viewer, NODES + "?limit=5&q=a%20b");

        assertThat(asked(viewer, NODES + "?q=a+b&limit=5")).isEqualTo(kept);
        assertThat(asked(viewer, "/api/v2/nodes?q=%61+b&limit=5")).isEqualTo(kept);
        assertThat(asked(viewer, NODES + "?limit=5&q=a+c")).isNotEqualTo(kept);
    }

    @Test
    void shouldPassOnWithParametersThatTheRouteHasNot() {
        String kept = awaitKept(viewer, NODES);
        String path = NODES + "?color=a%20b&Limit=5";

        var first = get(viewer, path);
        var second = get(viewer, path);

        assertThat(Gateway.json(first).getString("uri")).isEqualTo(path);
        assertThat(first.headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(Gateway.json(first).getJsonObject("headers").getString("x-request-id"))
                .isNotEqualTo(kept)
                .isNotEqualTo(
                        Gateway.json(second).getJsonObject("headers").getString("x-request-id"));
    }

    @Test
    void shouldPassOnWhatNobodyDeclared() {
        assertThat(asked(viewer, "/api/v1/profile")).isNotEqualTo(asked(viewer, "/api/v1/profile"));
    }

    @Test
    void shouldKeepAnswersAgainAfterAnOutageOfRedisAndMarkWhatChangedMeanwhile() {
        String change = "evara:{cache}:changed:node-service:" + distributor;
        String _ = awaitKept(viewer, NODES);
        try (var _ = TestServer.REDIS.stopped()) {
            // Nobody is let in: the directory is on the same server here.
            await().atMost(PATIENCE).until(() -> get(viewer, NODES).statusCode() == 503);
            answers.mark(List.of(change));
        }
        await().atMost(PATIENCE).until(() -> isSet(change));
        await().atMost(PATIENCE).until(() -> get(viewer, NODES).statusCode() == 200);

        assertThat(awaitKept(viewer, NODES)).isNotBlank();
    }

    private boolean isSet(String key) {
        try (var redis = bus.connect()) {
            return !redis.call(Command.of(Protocol.Command.GET).arg(key)).isNil();
        } catch (BusUnavailable e) {
            return false;
        }
    }

    /** Asks until two answers in a row are one and the same. */
    private String awaitKept(String token, String path) {
        await().atMost(PATIENCE).until(() -> asked(token, path).equals(asked(token, path)));
        return asked(token, path);
    }

    /** The id of the request with which the service was asked. */
    private static String asked(String token, String path) {
        var answer = get(token, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Gateway.json(answer).getJsonObject("headers").getString("x-request-id");
    }

    private static HttpResponse<String> get(String token, String path) {
        return Gateway.send(Gateway.request(path, token));
    }

    private static HttpResponse<String> post(String token, String path) {
        return Gateway.send(Gateway.request(path, token).POST(BodyPublishers.ofString("{}")));
    }

    private static String person(Role role, Scope scope) {
        return TestTokens.person(role, scope);
    }

    private double count(String outcome) {
        return metrics.counter("evara.cache.requests", "outcome", outcome).count();
    }
}
