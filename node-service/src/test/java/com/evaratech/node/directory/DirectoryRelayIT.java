package com.evaratech.node.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.directory.follow.DirectoryFollower;
import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.directory.store.StreamId;
import com.evaratech.common.outbox.OutboxAppend;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class DirectoryRelayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    @Inject Directory directory;
    @Inject Bus bus;
    @Inject RegistrySnapshot registry;

    @SuppressWarnings("NullAway.Init") // set by Quarkus before the test
    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void shouldPublishPlacesOfWhatWasAdded() {
        var tenant = Tenant.create();

        await().atMost(PATIENCE).until(() -> node(tenant.node()).isPresent());
        var node = node(tenant.node()).orElseThrow();
        assertThat(node.number()).isPositive();
        assertThat(node.kind()).isEqualTo("TANK");
        assertThat(node.placement().customerId()).isEqualTo(tenant.customer());
        assertThat(community(tenant.community()))
                .contains(new CommunityEntry(1, tenant.community(), tenant.distributor()));
    }

    /** Another service's process has a follower like this one, and asks it at its gate. */
    @Test
    void shouldRevokeAPersonEverywhereWithinThePromisedTime() {
        var tenant = Tenant.create();
        var person = tenant.person(Role.VIEWER);
        var elsewhere = new DirectoryFollower(bus, DirectoryKinds.ALL);
        elsewhere.start();
        try {
            await().atMost(RECOVERY).until(elsewhere::isFresh);
            assertThat(elsewhere.find(DirectoryKinds.PROFILE, person.subject()))
                    .get()
                    .extracting(Profile::active)
                    .isEqualTo(true);

            var wish = new HashMap<String, Object>(Map.of("role", "viewer", "active", false));
            wish.put("community_id", tenant.community());
            Person.superadmin()
                    .change("/api/v1/profiles/" + person.subject(), wish)
                    .then()
                    .statusCode(200);

            await().atMost(PATIENCE)
                    .until(() ->
                            !elsewhere
                                    .find(DirectoryKinds.PROFILE, person.subject())
                                    .orElseThrow()
                                    .active());
        } finally {
            elsewhere.stop();
        }
    }

    /** As after a death between commit and announcing: only the relay's own look is left. */
    @Test
    void shouldPublishWhatNobodyAnnounced() throws SQLException {
        var subject = UUID.randomUUID().toString();

        addSilently(subject);

        await().atMost(PATIENCE).until(() -> profile(subject).isPresent());
        assertThat(profile(subject))
                .contains(new Profile(1, Role.SUPERADMIN, new Scope.Everything(), false));
    }

    @Test
    void shouldRebuildFromTheTablesWhenRedisComesBackEmpty() {
        var tenant = Tenant.create();
        var person = tenant.person(Role.INSTALLER);
        var before = published(tenant.node());
        assertThat(before.registeredAt()).isNotNull();
        var unmapped = Tenant.create().node();
        map(tenant.node());
        map(unmapped);
        var superadmin = Person.superadmin();
        superadmin.delete(channelOf(unmapped)).then().statusCode(204);
        var keys = "/api/v1/nodes/%s/keys".formatted(tenant.node());
        String revoked = superadmin.post(keys, Map.of()).path("id");
        superadmin.delete(keys + "/" + revoked).then().statusCode(204);
        String live = superadmin.post(keys, Map.of()).path("id");
        await().atMost(PATIENCE).until(() -> deviceKey(live).isPresent());
        var channel = channel(tenant.node());
        var key = deviceKey(live);

        TestDirectory.clear();

        var later = new DirectoryFollower(bus, DirectoryKinds.ALL);
        later.start();
        try {
            await().atMost(RECOVERY).until(later::isFresh);
            assertThat(later.find(DirectoryKinds.NODE, tenant.node())).contains(before);
            assertThat(later.find(DirectoryKinds.PROFILE, person.subject()))
                    .contains(
                            new Profile(
                                    1,
                                    Role.INSTALLER,
                                    new Scope.OfCommunity(tenant.community()),
                                    true));
            assertThat(later.find(DirectoryKinds.COMMUNITY, tenant.community())).isPresent();
            assertThat(channel).isPresent();
            assertThat(later.find(DirectoryKinds.CHANNEL, tenant.node())).isEqualTo(channel);
            assertThat(later.find(DirectoryKinds.CHANNEL, unmapped)).isEmpty();
            assertThat(later.find(DirectoryKinds.DEVICE_KEY, live)).isEqualTo(key);
            assertThat(later.find(DirectoryKinds.DEVICE_KEY, revoked)).isEmpty();
        } finally {
            later.stop();
        }
        await().atMost(RECOVERY).until(directory::isFresh);
    }

    @Test
    void shouldPublishWhatWaitedWhileRedisWasAway() throws SQLException {
        var tenant = Tenant.create();
        var subject = UUID.randomUUID().toString();
        try (var outage = TestServer.REDIS.stopped()) {
            addSilently(subject);
            assertThat(outage).isNotNull();
        }

        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> profile(subject).isPresent() && node(tenant.node()).isPresent());
    }

    /** More often than the pool has connections: none may be lost with a session. */
    @Test
    void shouldGoOnHoweverOftenItsSessionIsEnded() throws SQLException {
        for (int i = 0; i < 12; i++) {
            endRelaysSession();
            var subject = UUID.randomUUID().toString();
            addSilently(subject);

            await().atMost(RECOVERY).until(() -> profile(subject).isPresent());
        }
    }

    private static void endRelaysSession() throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    select pg_terminate_backend(pid) from pg_locks
                    where locktype = 'advisory' and granted and pid <> pg_backend_pid()
                    """);
        }
    }

    @Test
    void shouldGiveNumbersPastAllThatMayHaveBeenGivenBeforeARestore() throws SQLException {
        var before = published(Tenant.create().node()).number();

        try (var connection = EvaraServers.connectAsRuntime("registry")) {
            registry.advanceSequences(connection);
        }

        var tenant = Tenant.create();
        assertThat(published(tenant.node()).number()).isGreaterThan(before + 1_000_000);
    }

    @Test
    void shouldHavePublishedAChangeWhenItIsAnswered() {
        var superadmin = Person.superadmin();
        var path = "/api/v1/nodes/%s/keys".formatted(Tenant.create().node());
        for (int i = 0; i < 10; i++) {
            String id = superadmin.post(path, Map.of()).then().statusCode(201).extract().path("id");

            assertThat(publishedKeys()).contains(id);

            superadmin.delete(path + "/" + id).then().statusCode(204);
            assertThat(publishedKeys()).doesNotContain(id);
        }
    }

    private Set<String> publishedKeys() {
        var kind = DirectoryKinds.DEVICE_KEY.name();
        var keys = new HashSet<String>();
        try (var redis = bus.connect()) {
            new DirectoryStore(List.of(kind))
                    .scan(
                            redis,
                            kind,
                            item -> {
                                if (item.json() != null) {
                                    keys.add(item.id());
                                }
                            });
        }
        return keys;
    }

    @Test
    void shouldCarryTheTraceOfTheRequestThatChanged() {
        var tenant = Tenant.create();
        await().atMost(PATIENCE).until(() -> node(tenant.node()).isPresent());

        try (var redis = bus.connect()) {
            var store = new DirectoryStore(List.of());
            var changes = store.read(redis, new StreamId(0, 0), 100_000).items();

            assertThat(changes)
                    .filteredOn(change -> change.id().equals(tenant.node().toString()))
                    .singleElement()
                    .extracting(DirectoryItem::traceparent)
                    .asString()
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        }
    }

    @Test
    void shouldShowHowFullTheOutboxIs() throws IOException {
        try (var body = metrics.openStream()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\nevara_outbox_waiting ")
                    .contains("\nevara_outbox_age_seconds ")
                    .contains("\nevara_outbox_relayed_total ");
        }
    }

    private Optional<Profile> profile(String subject) {
        return directory.profile(subject).await().atMost(RECOVERY);
    }

    private Optional<NodeEntry> node(UUID id) {
        return directory.node(id).await().atMost(RECOVERY);
    }

    private Optional<ChannelEntry> channel(UUID node) {
        return directory.channel(node).await().atMost(RECOVERY);
    }

    private Optional<DeviceKeyEntry> deviceKey(String id) {
        return directory.deviceKey(id).await().atMost(RECOVERY);
    }

    private static void map(UUID node) {
        var wish =
                Map.of(
                        "channel_id",
                        ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                        "read_api_key",
                        "READKEY",
                        "fields",
                        List.of(Map.of("field", 1, "metric", "ph", "scale", 0.1)));
        Person.superadmin().put(channelOf(node), wish).then().statusCode(201);
    }

    private static String channelOf(UUID node) {
        return "/api/v1/nodes/%s/channel".formatted(node);
    }

    private NodeEntry published(UUID id) {
        return await().atMost(PATIENCE).until(() -> node(id), Optional::isPresent).orElseThrow();
    }

    private Optional<CommunityEntry> community(UUID id) {
        return directory.community(id).await().atMost(RECOVERY);
    }

    /** Row and event, but no request that wakes the relay. */
    private static void addSilently(String subject) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var row =
                        connection.prepareStatement(
                                """
                                insert into registry.profile
                                    (subject, role, active, created_at, version)
                                values (?, 'superadmin', false, now(), 1)
                                """)) {
            connection.setAutoCommit(false);
            row.setString(1, subject);
            row.executeUpdate();
            var profile = new Profile(1, Role.SUPERADMIN, new Scope.Everything(), false);
            new OutboxAppend("registry")
                    .append(connection, List.of(DirectoryOutbox.change(subject, profile)));
            connection.commit();
        }
    }
}
