package com.evaratech.node.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class AuditIT {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @Test
    void shouldTellWhoDidWhatInWhichRequest() throws SQLException {
        var superadmin = Person.superadmin();
        var path = "/api/v1/profiles/" + UUID.randomUUID();
        var first = superadmin.put(path, Map.of("role", "superadmin", "active", true));
        var second = superadmin.change(path, Map.of("role", "superadmin", "active", false));

        var subject = first.<String>path("subject");
        assertThat(rows(subject))
                .containsExactly(
                        List.of(
                                superadmin.subject(),
                                "added",
                                "profile",
                                "null -> 1 true",
                                first.header("X-Request-Id")),
                        List.of(
                                superadmin.subject(),
                                "changed",
                                "profile",
                                "1 true -> 2 false",
                                second.header("X-Request-Id")));
    }

    @Test
    void shouldTellWhoseAffairAChangeIs() throws SQLException {
        var tenant = Tenant.create();
        var distributor = tenant.distributor();
        var community = tenant.community();
        var customer = tenant.customer();

        assertThat(tenantOf(distributor)).isEqualTo(distributor + " null null");
        assertThat(tenantOf(community)).isEqualTo(distributor + " " + community + " null");
        var ofCustomer = distributor + " " + community + " " + customer;
        assertThat(tenantOf(customer)).isEqualTo(ofCustomer);
        assertThat(tenantOf(tenant.node())).isEqualTo(ofCustomer);
        assertThat(tenantOf(tenant.person(Role.CUSTOMER).subject())).isEqualTo(ofCustomer);
        assertThat(tenantOf(tenant.person(Role.SUPERADMIN).subject())).isEqualTo("null null null");
    }

    @Test
    void shouldTellOfNothingThatWasRolledBack() throws SQLException {
        var superadmin = Person.superadmin();
        var wish = Map.of("name", "Works", "slug", Tenant.key());
        var _ = superadmin.add("/api/v1/distributors", wish);
        var before = count();

        superadmin.post("/api/v1/distributors", wish).then().statusCode(409);

        assertThat(count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update registry.audit set actor = 'somebody else'",
                "delete from registry.audit",
                "truncate registry.audit",
                "drop table registry.audit",
                "update registry.deletion set record = ''",
                "update registry.node set distributor_id = gen_random_uuid()",
                "create table registry.own (id int)"
            })
    void shouldRefuseTheRuntimeRoleWhatItsWorkDoesNotNeed(String statement) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var forbidden = connection.createStatement()) {
            var refusal =
                    catchThrowableOfType(SQLException.class, () -> forbidden.execute(statement));

            assertThat(refusal.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE);
        }
    }

    @Test
    void shouldTellNewestFirstPageByPageAndByWhatIsAskedFor() {
        var tenant = Tenant.create();
        var admin = tenant.person(Role.COMMUNITY_ADMIN);
        var of = "/api/v1/audit/registry?subject=" + tenant.node();

        admin.get(of)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].action", equalTo("added"))
                .body("items[0].subject_type", equalTo("node"))
                .body("items[0].before", nullValue())
                .body("items[0].after.id", equalTo(tenant.node().toString()))
                .body("items[0].address", equalTo("127.0.0.1"))
                .body("items[0].request_id", notNullValue())
                .body("next", nullValue());
        var ids = new ArrayList<String>();
        String next = "";
        do {
            var page = admin.get("/api/v1/audit/registry?limit=2" + next);
            ids.addAll(page.path("items.id"));
            String cursor = page.path("next");
            next = cursor == null ? null : "&cursor=" + cursor;
        } while (next != null);
        List<String> all = admin.get("/api/v1/audit/registry").path("items.id");
        assertThat(ids).isEqualTo(all).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
        admin.get("/api/v1/audit/registry?actor=nobody").then().body("items", hasSize(0));
        admin.get("/api/v1/audit/registry?action=added&subject_type=customer")
                .then()
                .body("items.subject_id", contains(tenant.customer().toString()));
        admin.get("/api/v1/audit/registry?to=2020-01-01T00:00:00Z")
                .then()
                .body("items", hasSize(0));
        admin.get("/api/v1/audit/registry?from=x&limit=0&cursor=y&actor=")
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("from", "limit", "cursor", "actor"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldShowNobodyAnotherTenantsPart(Role role) {
        var own = Tenant.create();
        var foreign = Tenant.create();
        var person = role == Role.SUPERADMIN ? Person.superadmin() : own.person(role);
        var may = role.compareTo(Role.COMMUNITY_ADMIN) <= 0;

        var ours = person.get("/api/v1/audit/registry?subject=" + own.node());
        var theirs = person.get("/api/v1/audit/registry?subject=" + foreign.node());

        assertThat(ours.statusCode()).isEqualTo(may ? 200 : 403);
        if (may) {
            assertThat(ours.<List<Object>>path("items")).hasSize(1);
            assertThat(theirs.<List<Object>>path("items")).hasSize(role == Role.SUPERADMIN ? 1 : 0);
        }
    }

    private static List<List<String>> rows(String subject) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var query =
                        connection.prepareStatement(
                                """
                                select actor, action, subject_type, request_id,
                                       coalesce(concat(before->>'version', ' ', before->>'active'), '')
                                           as old,
                                       concat(after->>'version', ' ', after->>'active') as new
                                from registry.audit where subject_id = ? order by number
                                """)) {
            query.setString(1, subject);
            var result = query.executeQuery();
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var old = result.getString("old").isBlank() ? "null" : result.getString("old");
                rows.add(
                        List.of(
                                result.getString("actor"),
                                result.getString("action"),
                                result.getString("subject_type"),
                                old + " -> " + result.getString("new"),
                                result.getString("request_id")));
            }
            return rows;
        }
    }

    private static String tenantOf(Object subject) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var query =
                        connection.prepareStatement(
                                """
                                select distributor_id, community_id, customer_id
                                from registry.audit where subject_id = ?
                                """)) {
            query.setString(1, subject.toString());
            var result = query.executeQuery();
            assertThat(result.next()).isTrue();
            return result.getString(1) + " " + result.getString(2) + " " + result.getString(3);
        }
    }

    private static int count() throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from registry.audit")) {
            result.next();
            return result.getInt(1);
        }
    }
}
