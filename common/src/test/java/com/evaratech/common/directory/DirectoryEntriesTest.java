package com.evaratech.common.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.FieldMapping;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryEntriesTest {

    private final UUID id = UUID.randomUUID();

    @ParameterizedTest
    @MethodSource("profiles")
    void shouldReadBackAProfile(Profile profile) {
        assertThat(Profile.fromJson(profile.toJson())).isEqualTo(profile);
    }

    static Stream<Profile> profiles() {
        return Stream.of(
                new Profile(1, Role.SUPERADMIN, new Scope.Everything(), true),
                new Profile(2, Role.DISTRIBUTOR, new Scope.OfDistributor(UUID.randomUUID()), true),
                new Profile(3, Role.INSTALLER, new Scope.OfCommunity(UUID.randomUUID()), false),
                new Profile(
                        4,
                        Role.CUSTOMER,
                        new Scope.OfCustomer(UUID.randomUUID(), UUID.randomUUID()),
                        true));
    }

    @Test
    void shouldNotTakeAMissingScopeForEverything() {
        assertThatThrownBy(() ->
                        Profile.fromJson(
                                """
                                {"version":1,"role":"viewer","active":true}
                                """))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("scope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"version\":\"1\",\"role\":\"superadmin\",\"active\":true}",
                "{\"version\":1,\"role\":\"king\",\"active\":true}",
                "{\"version\":1,\"role\":\"superadmin\"}",
                "{\"version\":1,\"role\":\"viewer\",\"community_id\":\"x\",\"active\":true}",
                """
                {"version":1,"role":"customer","active":true,
                 "customer_id":"0d5c3f0e-8d0f-4b27-9d29-3f1b5a7b8d11"}
                """
            })
    void shouldRefuseAnEntryThatIsNotAsAgreed(String json) {
        assertThatThrownBy(() -> Profile.fromJson(json)).isInstanceOf(DecodeException.class);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void shouldReadBackAStatus(StatusEntry status) {
        assertThat(StatusEntry.fromJson(status.nodeId(), status.toJson())).isEqualTo(status);
    }

    static Stream<StatusEntry> statuses() {
        var noon = Instant.parse("2026-05-01T12:00:00.123Z");
        return Stream.of(NodeStatus.values())
                .flatMap(status ->
                        Stream.of(
                                new StatusEntry(1, UUID.randomUUID(), status, noon, null, null),
                                new StatusEntry(
                                        2,
                                        UUID.randomUUID(),
                                        status,
                                        noon,
                                        noon.minusSeconds(200),
                                        noon.minusSeconds(20))));
    }

    @Test
    void shouldRefuseAStatusThatItDoesNotKnow() {
        assertThatThrownBy(() ->
                        StatusEntry.fromJson(
                                id, "{\"version\":1,\"status\":\"BROKEN\",\"since_ms\":1}"))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("BROKEN");
    }

    @Test
    void shouldReadBackACommunity() {
        CommunityEntry entry = new CommunityEntry(7, id, UUID.randomUUID());

        assertThat(CommunityEntry.fromJson(id, entry.toJson())).isEqualTo(entry);
    }

    @Test
    void shouldKeepOneCopyOfWhatManyChannelsSay() {
        var kind = DirectoryKinds.CHANNEL;
        var fields = List.of(FieldMapping.plain(1, Metric.WATER_LEVEL_CM));
        var one = new ChannelEntry(1, id, 7, "sealed", 60, fields);
        var other = new ChannelEntry(2, UUID.randomUUID(), 8, null, 30, fields);

        ChannelEntry readOne = kind.form().apply(id, one.toJson());
        ChannelEntry readOther = kind.form().apply(other.nodeId(), other.toJson());

        assertThat(readOne).isEqualTo(one);
        assertThat(readOther).isEqualTo(other);
        assertThat(readOther.fields()).isSameAs(readOne.fields());
    }

    @Test
    void shouldReadBackANodeWithAndWithoutCustomer() {
        Placement placement = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        NodeEntry own =
                new NodeEntry(
                        1,
                        id,
                        17,
                        "TANK",
                        "OHT",
                        placement,
                        List.of("roof", "south"),
                        ZoneId.of("Asia/Kathmandu"));
        NodeEntry customers =
                new NodeEntry(
                        2,
                        id,
                        17,
                        "TANK",
                        "OHT",
                        new Placement(
                                placement.distributorId(),
                                placement.communityId(),
                                UUID.randomUUID()),
                        List.of());

        assertThat(NodeEntry.fromJson(id, own.toJson())).isEqualTo(own);
        assertThat(NodeEntry.fromJson(id, customers.toJson())).isEqualTo(customers);
    }

    @Test
    void shouldReadBackSinceWhenThereIsANode() {
        var placement = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var since = Instant.parse("2026-05-01T12:00:00.123456Z");
        var told =
                new NodeEntry(
                        1, id, 17, "TANK", "OHT", placement, List.of(), ZoneOffset.UTC, since);

        NodeEntry read = NodeEntry.fromJson(id, told.toJson());

        assertThat(read).isEqualTo(told);
        assertThat(read.registeredAt()).isEqualTo("2026-05-01T12:00:00.123Z");
    }

    @Test
    void shouldTakeUtcForAZoneThatIsNotToldOrNotKnown() {
        var placement = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var told = new NodeEntry(1, id, 17, "TANK", "OHT", placement, List.of());
        var json = new JsonObject(told.toJson());

        json.put("time_zone", "Mars/Olympus");
        assertThat(NodeEntry.fromJson(id, json.encode())).isEqualTo(told);
        json.remove("time_zone");
        assertThat(NodeEntry.fromJson(id, json.encode())).isEqualTo(told);
    }

    @Test
    void shouldReadBackAChannelWithAllThatItsFieldsMean() {
        var fields =
                List.of(
                        new FieldMapping(1, Metric.FLOW_RATE_LPM, 0.5, -2, Map.of()),
                        new FieldMapping(2, Metric.PUMP_STATUS, 1, 0, Map.of("1", "RUNNING")));
        var open = new ChannelEntry(3, id, 1_234_567, null, 15, fields);
        var closed = new ChannelEntry(3, id, 1_234_567, "KEY", 15, fields);

        assertThat(ChannelEntry.fromJson(id, open.toJson())).isEqualTo(open);
        assertThat(ChannelEntry.fromJson(id, closed.toJson())).isEqualTo(closed);
        assertThat(closed.toString()).doesNotContain("KEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"field\":9,\"metric\":\"ph\",\"scale\":1,\"offset\":0,\"words\":{}}",
                "{\"field\":1,\"metric\":\"joy\",\"scale\":1,\"offset\":0,\"words\":{}}",
                "{\"field\":1,\"metric\":\"ph\",\"scale\":0,\"offset\":0,\"words\":{}}",
                "{\"field\":1,\"metric\":\"ph\",\"scale\":1,\"offset\":0}",
                "7"
            })
    void shouldRefuseAFieldThatMeansNothing(String field) {
        String json =
                """
                {"version":1,"channel_id":7,"interval_seconds":15,"fields":[%s]}
                """
                        .formatted(field);

        assertThatThrownBy(() -> ChannelEntry.fromJson(id, json))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void shouldKnowADeviceKeyByItsHashAlone() {
        var random = new SplittableRandom(7);
        var key = DeviceKey.draw(random);
        var entry = new DeviceKeyEntry(1, key.id(), id, key.secretHash());
        var read = DeviceKeyEntry.fromJson(key.id(), entry.toJson());

        assertThat(read).isEqualTo(entry);
        assertThat(entry.toJson()).doesNotContain(key.secret());
        assertThat(DeviceKey.parse(key.text())).contains(key);
        assertThat(key.isOf(read)).isTrue();
        assertThat(new DeviceKey(key.id(), DeviceKey.draw(random).secret()).isOf(read)).isFalse();
        assertThat(DeviceKey.parse(key.text() + "0")).isEmpty();
        assertThat(key.toString()).doesNotContain(key.secret());
    }

    @Test
    void shouldRefuseADeviceKeyWithoutAHash() {
        String json =
                """
                {"version":1,"node_id":"%s","secret_hash":"12"}
                """
                        .formatted(id);

        assertThatThrownBy(() -> DeviceKeyEntry.fromJson("0011223344556677", json))
                .isInstanceOf(DecodeException.class);
    }
}
