package com.evaratech.node.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.FieldMapping;
import com.evaratech.common.secret.KeyRing;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class ChannelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY = "SECRETREADKEY123";
    private static final Set<Role> MAPPERS =
            Set.of(Role.SUPERADMIN, Role.DISTRIBUTOR, Role.COMMUNITY_ADMIN, Role.INSTALLER);

    @Inject Directory directory;
    @Inject KeyRing ring;
    @Inject ReadKeyRotation rotation;

    private Person superadmin;
    private Tenant tenant;
    private String path;
    private long channelId;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        path = path(tenant.node());
        channelId = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    @Test
    void shouldMapANodeAndTellTheOthers() {
        var wish = wish();
        wish.put("read_api_key", KEY);
        wish.put(
                "fields",
                List.of(
                        Map.of("field", 3, "metric", "battery_v", "scale", 0.001),
                        Map.of("field", 1, "metric", "water_level_cm", "offset", 2.5)));

        var created =
                superadmin
                        .put(path, wish)
                        .then()
                        .statusCode(201)
                        .header("Location", path)
                        .header("ETag", "\"1\"")
                        .body("node_id", equalTo(tenant.node().toString()))
                        .body("has_read_api_key", equalTo(true))
                        .body("interval_seconds", equalTo(60))
                        .body("fields.field", equalTo(List.of(1, 3)))
                        .body("fields[0].metric", equalTo("water_level_cm"))
                        .body(not(containsString(KEY)))
                        .extract();

        var found = superadmin.get(path).then().statusCode(200).header("ETag", "\"1\"").extract();
        assertThat(found.asString()).isEqualTo(created.asString());
        await().atMost(PATIENCE).until(() -> told().isPresent());
        var entry = told().orElseThrow();
        assertThat(entry.channelId()).isEqualTo(channelId);
        assertThat(entry.fields())
                .containsExactly(
                        new FieldMapping(1, Metric.WATER_LEVEL_CM, 1, 2.5, Map.of()),
                        new FieldMapping(3, Metric.BATTERY_V, 0.001, 0, Map.of()));
        assertThat(entry.toJson()).doesNotContain(KEY);
        assertThat(opened(entry)).contains(KEY);
    }

    @Test
    void shouldSealAnewWhatAnotherKeySealedOrNone() throws Exception {
        superadmin.put(path, wish()).then().statusCode(201);
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var update =
                        connection.prepareStatement(
                                "update registry.channel set read_api_key = ? where node_id = ?")) {
            update.setString(1, KEY);
            update.setObject(2, tenant.node());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }

        var _ = rotation.run();

        await().atMost(PATIENCE).until(() -> told().flatMap(this::opened).equals(Optional.of(KEY)));
        superadmin.get(path).then().header("ETag", "\"2\"").body("has_read_api_key", equalTo(true));
    }

    private Optional<String> opened(ChannelEntry entry) {
        return Optional.ofNullable(entry.sealedReadApiKey())
                .flatMap(sealed -> ring.open(sealed, ChannelEntry.keyContext(tenant.node())));
    }

    @Test
    void shouldReplaceOnlyTheVersionThatTheAuthorHasSeen() {
        superadmin.put(path, wish()).then().statusCode(201);
        superadmin.put(path, wish()).then().statusCode(200).header("ETag", "\"1\"");
        var other = wish();
        other.put("interval_seconds", 15);

        superadmin.put(path, other).then().statusCode(428);
        superadmin
                .putIfMatch(path, "\"7\"", other)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale_version"));
        superadmin
                .putIfMatch(path, "\"1\"", other)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("interval_seconds", equalTo(15));

        await().atMost(PATIENCE)
                .until(() -> told().map(ChannelEntry::intervalSeconds).equals(Optional.of(15)));
    }

    @Test
    void shouldKeepTheKeyOfTheSameChannelUntilItIsTakenAway() {
        var wish = wish();
        wish.put("read_api_key", KEY);
        superadmin.put(path, wish).then().statusCode(201);

        var without = wish();
        without.put("interval_seconds", 15);
        superadmin.change(path, without).then().body("has_read_api_key", equalTo(true));
        without.put("read_api_key", "");
        superadmin.change(path, without).then().body("has_read_api_key", equalTo(false));
        superadmin.change(path, wish).then().body("has_read_api_key", equalTo(true));
        var another = wish();
        another.put("channel_id", channelId - 1);
        superadmin.change(path, another).then().body("has_read_api_key", equalTo(false));

        await().atMost(PATIENCE)
                .until(() ->
                        told().map(entry ->
                                        entry.version() == 5 && entry.sealedReadApiKey() == null)
                                .orElse(false));
    }

    @Test
    void shouldRefuseAMetricThatTheNodesKindDoesNotHave() {
        var wish = wish();
        wish.put("fields", List.of(Map.of("field", 1, "metric", "pressure_bar")));

        superadmin
                .put(path, wish)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("fields[0].metric"))
                .body("errors[0].value", equalTo("pressure_bar"))
                .body("errors[0].allowed", containsString("water_level_cm"));
        superadmin.get(path).then().statusCode(404).body("code", equalTo("channel_unknown"));
    }

    @Test
    void shouldFeedNodesOfSeveralTenantsEachByAMappingOfItsOwn() {
        var foreign = Tenant.create();
        superadmin.put(path(foreign.node()), wish()).then().statusCode(201);
        var wish = wish();
        wish.put("fields", List.of(Map.of("field", 2, "metric", "water_level_cm")));

        tenant.person(Role.INSTALLER)
                .put(path, wish)
                .then()
                .statusCode(201)
                .body("channel_id", equalTo(wish.get("channel_id")))
                .body("fields", hasSize(1))
                .body(not(containsString(foreign.node().toString())));

        superadmin.delete(path(foreign.node())).then().statusCode(204);
        superadmin.get(path).then().statusCode(200).body("fields[0].field", equalTo(2));
    }

    @Test
    void shouldForgetTheChannelAndItsKeyWhenItIsRemoved() {
        var wish = wish();
        wish.put("read_api_key", KEY);
        superadmin.put(path, wish).then().statusCode(201);
        await().atMost(PATIENCE).until(() -> told().isPresent());

        superadmin.delete(path).then().statusCode(204);

        awaitTold(Optional.empty());
        superadmin.get(path).then().statusCode(404);
        superadmin.delete(path).then().statusCode(404);
    }

    @Test
    void shouldGoOnCountingVersionsAfterARemoval() {
        superadmin.put(path, wish()).then().statusCode(201);
        superadmin.delete(path).then().statusCode(204);

        superadmin.putIfMatch(path, "\"1\"", wish()).then().statusCode(412);
        superadmin
                .put(path, wish())
                .then()
                .statusCode(201)
                .header("ETag", "\"3\"")
                .body("has_read_api_key", equalTo(false));
    }

    @Test
    void shouldMapOnceWhenTwoMapTheSameNode() throws Exception {
        Callable<Integer> put =
                () -> {
                    var wish = wish();
                    wish.put("channel_id", ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
                    return superadmin.put(path, wish).statusCode();
                };
        try (var threads = Executors.newFixedThreadPool(2)) {
            var statuses = new HashSet<Integer>();
            for (var answer : threads.invokeAll(List.of(put, put))) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 428);
        }
    }

    @Test
    void shouldAuditEachChangeWithoutTheKey() throws SQLException {
        var wish = wish();
        wish.put("read_api_key", KEY);
        superadmin.put(path, wish).then().statusCode(201);
        superadmin.change(path, wish()).then().statusCode(200);
        wish.put("interval_seconds", 15);
        superadmin.change(path, wish).then().statusCode(200);
        superadmin.delete(path).then().statusCode(204);

        try (var connection = EvaraServers.connectAsRuntime("registry");
                var query =
                        connection.prepareStatement(
                                """
                                select string_agg(action, ' ' order by number),
                                       string_agg(concat(before, after), ' '),
                                       min(customer_id::text)
                                from registry.audit
                                where subject_type = 'channel' and subject_id = ?
                                """)) {
            query.setString(1, tenant.node().toString());
            var row = query.executeQuery();
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("added changed removed");
            assertThat(row.getString(2)).contains("has_read_api_key").doesNotContain(KEY);
            assertThat(row.getString(3)).isEqualTo(tenant.customer().toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldLetRolesDoTheirPartInsideTheirScope(Role role) {
        var foreign = Tenant.create();
        superadmin.put(path(foreign.node()), wish()).then().statusCode(201);
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var mayMap = MAPPERS.contains(role);
        var elsewhere = role == Role.SUPERADMIN ? 204 : mayMap ? 404 : 403;
        var own = wish();
        own.put("channel_id", channelId - 1);

        assertThat(person.put(path, own).statusCode()).isEqualTo(mayMap ? 201 : 403);
        assertThat(person.get(path).statusCode()).isEqualTo(mayMap ? 200 : 404);
        assertThat(person.get(path(foreign.node())).statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? 200 : 404);
        if (role != Role.SUPERADMIN) {
            assertThat(person.putIfMatch(path(foreign.node()), "\"1\"", own).statusCode())
                    .isEqualTo(elsewhere);
        }
        assertThat(person.delete(path(foreign.node())).statusCode()).isEqualTo(elsewhere);
        assertThat(person.delete(path).statusCode()).isEqualTo(mayMap ? 204 : 403);
    }

    private Map<String, Object> wish() {
        return new HashMap<>(
                Map.of(
                        "channel_id",
                        channelId,
                        "fields",
                        List.of(Map.of("field", 1, "metric", "water_level_cm"))));
    }

    private void awaitTold(Optional<ChannelEntry> entry) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).isEqualTo(entry));
    }

    private Optional<ChannelEntry> told() {
        return directory.channel(tenant.node()).await().atMost(PATIENCE);
    }

    private static String path(UUID node) {
        return "/api/v1/nodes/%s/channel".formatted(node);
    }
}
