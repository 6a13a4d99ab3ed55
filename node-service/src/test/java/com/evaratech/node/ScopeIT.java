package com.evaratech.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every role on every route, with what is theirs and with what is another tenant's. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopeIT {

    private static final int ADDED = 201;
    private static final int SEEN = 200;
    private static final int FORBIDDEN = 403;
    private static final int UNKNOWN = 404;

    private final Map<Role, Person> people = new EnumMap<>(Role.class);

    @SuppressWarnings("NullAway.Init") // populated before the first test
    private Tenant own;

    @SuppressWarnings("NullAway.Init")
    private Tenant foreign;

    /** Before the first test, and not before all: the service starts in between. */
    @BeforeEach
    void populate() {
        if (people.isEmpty()) {
            own = Tenant.create();
            foreign = Tenant.create();
            people.put(Role.SUPERADMIN, Person.superadmin());
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldRegisterNodesOnlyInsideOwnScope(Role role) {
        var mayAdd =
                Set.of(Role.SUPERADMIN, Role.DISTRIBUTOR, Role.COMMUNITY_ADMIN, Role.INSTALLER)
                        .contains(role);

        assertThat(post(role, "/api/v1/nodes", Tenant.nodeOf(own.community(), Tenant.key())))
                .isEqualTo(mayAdd ? ADDED : FORBIDDEN);
        assertThat(post(role, "/api/v1/nodes", Tenant.nodeOf(foreign.community(), Tenant.key())))
                .isEqualTo(elsewhere(role, mayAdd));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldAddCustomersOnlyInsideOwnScope(Role role) {
        var mayAdd = Set.of(Role.SUPERADMIN, Role.DISTRIBUTOR, Role.COMMUNITY_ADMIN).contains(role);

        assertThat(post(role, "/api/v1/customers", Tenant.customerOf(own.community(), 1)))
                .isEqualTo(mayAdd ? ADDED : FORBIDDEN);
        assertThat(post(role, "/api/v1/customers", Tenant.customerOf(foreign.community(), 1)))
                .isEqualTo(elsewhere(role, mayAdd));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldAddCommunitiesOnlyInsideOwnScope(Role role) {
        var mayAdd = Set.of(Role.SUPERADMIN, Role.DISTRIBUTOR).contains(role);

        assertThat(post(role, "/api/v1/communities", Tenant.communityOf(own.distributor())))
                .isEqualTo(mayAdd ? ADDED : FORBIDDEN);
        assertThat(post(role, "/api/v1/communities", Tenant.communityOf(foreign.distributor())))
                .isEqualTo(elsewhere(role, mayAdd));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldAddDistributorsOnlyAsSuperadmin(Role role) {
        var wish = Map.of("name", "Works", "slug", Tenant.key());

        assertThat(post(role, "/api/v1/distributors", wish))
                .isEqualTo(role == Role.SUPERADMIN ? ADDED : FORBIDDEN);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldFindNodesOnlyInsideOwnScope(Role role) {
        assertThat(get(role, "/api/v1/nodes/" + own.node())).isEqualTo(SEEN);
        assertThat(get(role, "/api/v1/nodes/" + foreign.node()))
                .isEqualTo(role == Role.SUPERADMIN ? SEEN : UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldListOnlyWhatIsInsideOwnScope(Role role) {
        assertLists(role, "/api/v1/nodes", own.node(), foreign.node(), Set.of(Role.values()));
        assertLists(
                role,
                "/api/v1/customers",
                own.customer(),
                foreign.customer(),
                Set.of(Role.values()));
        assertLists(
                role,
                "/api/v1/communities",
                own.community(),
                foreign.community(),
                Set.of(
                        Role.SUPERADMIN,
                        Role.DISTRIBUTOR,
                        Role.COMMUNITY_ADMIN,
                        Role.INSTALLER,
                        Role.VIEWER));
        assertLists(
                role,
                "/api/v1/distributors",
                own.distributor(),
                foreign.distributor(),
                Set.of(Role.SUPERADMIN, Role.DISTRIBUTOR));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldListNothingForAnotherTenantsCommunity(Role role) {
        List<String> nodes =
                person(role)
                        .get("/api/v1/nodes?community=" + foreign.community())
                        .then()
                        .statusCode(SEEN)
                        .extract()
                        .path("items.id");

        assertThat(nodes.isEmpty()).isEqualTo(role != Role.SUPERADMIN);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldShowPeopleOnlyToThoseWhoAdministerThem(Role role) {
        var person = person(role);
        var ofOther = "/api/v1/profiles/" + Person.superadmin().subject();
        var administers = role.compareTo(Role.COMMUNITY_ADMIN) <= 0;
        var foreign = role == Role.SUPERADMIN ? SEEN : UNKNOWN;

        person.get("/api/v1/profile").then().statusCode(SEEN);
        assertThat(person.get("/api/v1/profile").<String>path("role")).isEqualTo(role.code());
        assertThat(get(role, "/api/v1/profiles")).isEqualTo(administers ? SEEN : FORBIDDEN);
        assertThat(get(role, ofOther)).isEqualTo(administers ? foreign : FORBIDDEN);
        assertThat(
                        person.put(
                                        "/api/v1/profiles/" + UUID.randomUUID(),
                                        Map.of("role", "superadmin", "active", false))
                                .statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? ADDED : FORBIDDEN);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldRefuseCustomersOfAnotherTenantForOwnNodes(Role role) {
        var wish = new HashMap<String, Object>(Tenant.nodeOf(own.community(), Tenant.key()));
        wish.put("customer_id", foreign.customer());
        var mayAdd = !Set.of(Role.CUSTOMER, Role.VIEWER).contains(role);

        assertThat(post(role, "/api/v1/nodes", wish)).isEqualTo(mayAdd ? UNKNOWN : FORBIDDEN);
    }

    /** Those above a community see all of it, and of its siblings what is theirs. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldListNothingOfASiblingCommunity(Role role) {
        var sibling = own.sibling();
        var sees = role.compareTo(Role.DISTRIBUTOR) <= 0;

        var nodes = Pages.allIds(person(role), "/api/v1/nodes");
        var customers = Pages.allIds(person(role), "/api/v1/customers");

        assertThat(nodes).contains(own.node().toString());
        assertThat(nodes.contains(sibling.node().toString())).isEqualTo(sees);
        assertThat(customers.contains(sibling.customer().toString())).isEqualTo(sees);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldListNothingOfAnotherCustomerToACustomer(Role role) {
        var neighbour = own.neighbour();
        var sees = role != Role.CUSTOMER;

        var nodes = Pages.allIds(person(role), "/api/v1/nodes");
        var customers = Pages.allIds(person(role), "/api/v1/customers");

        assertThat(nodes).contains(own.node().toString());
        assertThat(nodes.contains(neighbour.node().toString())).isEqualTo(sees);
        assertThat(customers.contains(neighbour.customer().toString())).isEqualTo(sees);
    }

    private void assertLists(Role role, String path, UUID ours, UUID theirs, Set<Role> admitted) {
        if (!admitted.contains(role)) {
            assertThat(get(role, path)).isEqualTo(FORBIDDEN);
            return;
        }
        var ids = Pages.allIds(person(role), path);
        assertThat(ids).contains(ours.toString());
        assertThat(ids.contains(theirs.toString())).isEqualTo(role == Role.SUPERADMIN);
    }

    private static int elsewhere(Role role, boolean mayAdd) {
        return role == Role.SUPERADMIN ? ADDED : mayAdd ? UNKNOWN : FORBIDDEN;
    }

    private int post(Role role, String path, Map<String, ?> body) {
        return person(role).post(path, body).statusCode();
    }

    private int get(Role role, String path) {
        return person(role).get(path).statusCode();
    }

    private Person person(Role role) {
        return people.computeIfAbsent(role, own::person);
    }
}
