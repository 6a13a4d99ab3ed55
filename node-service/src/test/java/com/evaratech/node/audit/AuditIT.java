package com.evaratech.node.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
                "delete from registry.node",
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
