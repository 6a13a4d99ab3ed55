package com.evaratech.node.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKeys;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.Profile;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Tenant;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class DirectoryPublisherIT {

    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    @Inject Directory directory;
    @Inject DirectorySnapshot snapshot;
    @Inject RedisDataSource redis;

    @Test
    void shouldPublishPlacesOfWhatWasAdded() {
        var tenant = Tenant.create();

        await().atMost(PROMISED).until(() -> node(tenant.node()).isPresent());
        var node = node(tenant.node()).orElseThrow();
        assertThat(node.number()).isPositive();
        assertThat(node.kind()).isEqualTo("TANK");
        assertThat(node.placement().customerId()).isEqualTo(tenant.customer());
        assertThat(community(tenant.community()))
                .contains(new CommunityEntry(1, tenant.community(), tenant.distributor()));
    }

    /** As after a death between commit and publishing: only the sweep is left to do it. */
    @Test
    void shouldPublishWhatNobodyAnnounced() throws SQLException {
        var subject = insertProfile();

        await().atMost(PROMISED).until(() -> profile(subject).isPresent());

        assertThat(profile(subject))
                .contains(new Profile(1, Role.SUPERADMIN, new Scope.Everything(), false));
    }

    @Test
    void shouldPublishAgainAfterEachChange() throws SQLException {
        var subject = insertProfile();
        await().atMost(PROMISED).until(() -> profile(subject).isPresent());

        change(subject);

        await().atMost(PROMISED).until(() -> profile(subject).orElseThrow().version() == 2);
    }

    @Test
    void shouldRebuildWhenRedisComesBackEmpty() throws SQLException {
        var tenant = Tenant.create();
        var subject = insertProfile();
        await().atMost(PROMISED).until(() -> profile(subject).isPresent());

        TestDirectory.clear();

        await().atMost(RECOVERY)
                .until(() -> redis.key(String.class).exists(DirectoryKeys.COMPLETE));
        assertThat(profile(subject)).isPresent();
        assertThat(node(tenant.node())).isPresent();
        assertThat(community(tenant.community())).isPresent();
    }

    @Test
    void shouldNotCallItCompleteWhenRedisWasLostInTheMiddle() {
        var rebuild = snapshot.startRebuild();
        redis.key(String.class).del("evara:{dir}:rebuilding");

        assertThat(snapshot.completeRebuild(rebuild)).isFalse();
    }

    @Test
    void shouldNeverLetAnOlderVersionOverwriteANewerOne() {
        var hash = "evara:{dir}:test-" + UUID.randomUUID();

        snapshot.setIfNewer(hash, List.of(item("a", 2)));
        snapshot.setIfNewer(hash, List.of(item("a", 1), item("b", 1)));
        assertThat(redis.hash(String.class).hget(hash, "a")).isEqualTo("{\"version\":2}");
        assertThat(redis.hash(String.class).hget(hash, "b")).isEqualTo("{\"version\":1}");

        snapshot.setIfNewer(hash, List.of(item("a", 10)));
        assertThat(redis.hash(String.class).hget(hash, "a")).isEqualTo("{\"version\":10}");
    }

    @Test
    void shouldReplaceEntryThatCannotBeRead() {
        var hash = "evara:{dir}:test-" + UUID.randomUUID();
        redis.hash(String.class).hset(hash, "a", "not json");

        snapshot.setIfNewer(hash, List.of(item("a", 1)));

        assertThat(redis.hash(String.class).hget(hash, "a")).isEqualTo("{\"version\":1}");
    }

    @Test
    void shouldPublishWhatWaitedWhileRedisWasAway() throws SQLException {
        var tenant = Tenant.create();
        String subject;
        try (var outage = TestServer.REDIS.stopped()) {
            subject = insertProfile();
            assertThat(outage).isNotNull();
        }

        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> profile(subject).isPresent() && node(tenant.node()).isPresent());
    }

    private static DirectoryItem item(String id, long version) {
        return new DirectoryItem(1, id, version, "{\"version\":%d}".formatted(version));
    }

    private Optional<Profile> profile(String subject) {
        return directory.profile(subject).await().atMost(RECOVERY);
    }

    private Optional<NodeEntry> node(UUID id) {
        return directory.node(id).await().atMost(RECOVERY);
    }

    private Optional<CommunityEntry> community(UUID id) {
        return directory.community(id).await().atMost(RECOVERY);
    }

    private static String insertProfile() throws SQLException {
        var subject = UUID.randomUUID().toString();
        update(
                """
                insert into registry.profile (subject, role, active, created_at, version)
                values (?, 'superadmin', false, now(), 1)
                """,
                subject);
        return subject;
    }

    private static void change(String subject) throws SQLException {
        update("update registry.profile set version = version + 1 where subject = ?", subject);
    }

    private static void update(String sql, String subject) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, subject);
            statement.executeUpdate();
        }
    }
}
