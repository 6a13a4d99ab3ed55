package com.evaratech.common.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import io.vertx.core.json.DecodeException;
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

    @Test
    void shouldReadBackACommunity() {
        CommunityEntry entry = new CommunityEntry(7, id, UUID.randomUUID());

        assertThat(CommunityEntry.fromJson(id, entry.toJson())).isEqualTo(entry);
    }

    @Test
    void shouldReadBackANodeWithAndWithoutCustomer() {
        Placement placement = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        NodeEntry own = new NodeEntry(1, id, 17, "TANK", "OHT", placement);
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
                                UUID.randomUUID()));

        assertThat(NodeEntry.fromJson(id, own.toJson())).isEqualTo(own);
        assertThat(NodeEntry.fromJson(id, customers.toJson())).isEqualTo(customers);
    }
}
