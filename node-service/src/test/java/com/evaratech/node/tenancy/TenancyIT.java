package com.evaratech.node.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.SqlCount;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class TenancyIT {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private Person superadmin;
    private Tenant tenant;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
    }

    @Test
    void shouldRefuseSlugThatIsTaken() {
        var distributor = Map.of("name", "Works", "slug", Tenant.key());
        var _ = superadmin.add("/api/v1/distributors", distributor);
        var community = Tenant.communityOf(tenant.distributor());
        var _ = superadmin.add("/api/v1/communities", community);

        superadmin
                .post("/api/v1/distributors", distributor)
                .then()
                .statusCode(409)
                .body("code", equalTo("distributor_slug_taken"));
        superadmin
                .post("/api/v1/communities", community)
                .then()
                .statusCode(409)
                .body("code", equalTo("community_slug_taken"))
                .body("errors[0].value", equalTo(community.get("slug")));
    }

    @Test
    void shouldNameEveryFieldAtFault() {
        superadmin
                .post("/api/v1/communities", Map.of("name", ""))
                .then()
                .statusCode(400)
                .body("errors.field", contains("distributor_id", "name", "slug", "region", "city"));
    }

    @Test
    void shouldNotFindParentsThatDoNotExist() {
        superadmin
                .post("/api/v1/communities", Tenant.communityOf(UUID.randomUUID()))
                .then()
                .statusCode(404)
                .body("code", equalTo("distributor_unknown"));
        superadmin
                .post("/api/v1/customers", Tenant.customerOf(UUID.randomUUID(), 1))
                .then()
                .statusCode(404)
                .body("code", equalTo("community_unknown"));
    }

    @Test
    void shouldRefuseMistypedFields() {
        var wish = new HashMap<>(Tenant.customerOf(tenant.community(), 1));
        wish.put("max_nodes", "many");

        superadmin
                .post("/api/v1/customers", wish)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("max_nodes"))
                .body("errors[0].value", equalTo("many"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"distributors", "communities", "customers", "profiles"})
    void shouldAskTheDatabaseOnceForAPage(String list) {
        try (var sql = SqlCount.start()) {
            superadmin.get("/api/v1/" + list + "?limit=200").then().statusCode(200);

            assertThat(sql.statements()).hasSize(1);
        }
    }

    /** What no code path should try, the keys refuse: a node whose path contradicts the tenancy. */
    @Test
    void shouldRefuseRowsWhosePathContradictsTheTenancy() throws SQLException {
        var other = Tenant.create();
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var insert =
                        connection.prepareStatement(
                                """
                                insert into registry.node
                                    (node_id, distributor_id, community_id, customer_id, key, label,
                                     category, time_zone, expected_interval_seconds,
                                     offline_after_seconds, tags, created_at, version)
                                values (gen_random_uuid(), ?, ?, ?, 'key', 'label', 'OHT', 'UTC', 60,
                                        180, '{}', now(), 1)
                                """)) {
            insert.setObject(1, other.distributor());
            insert.setObject(2, tenant.community());
            insert.setObject(3, null, Types.OTHER);
            assertRefused(insert);

            insert.setObject(1, tenant.distributor());
            insert.setObject(3, other.customer());
            assertRefused(insert);
        }
    }

    private static void assertRefused(PreparedStatement insert) {
        var refusal = catchThrowableOfType(SQLException.class, insert::executeUpdate);
        assertThat(refusal.getSQLState()).isEqualTo(FOREIGN_KEY_VIOLATION);
    }
}
