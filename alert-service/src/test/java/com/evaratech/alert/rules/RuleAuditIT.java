package com.evaratech.alert.rules;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class RuleAuditIT {

    private static final String SCHEMA = "alerting";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Tenant tenant = Tenant.create();
    private final String token = tenant.token(Role.COMMUNITY_ADMIN);

    @Test
    void shouldRecordWhoCreatedWhat() throws SQLException {
        Response created =
                given().bearer(token)
                        .header("X-Request-Id", "audit-test-4711")
                        .asJson()
                        .body(tenant.wish())
                        .post("/api/v1/rules")
                        .then()
                        .statusCode(201)
                        .extract();

        try (Connection connection = EvaraServers.connectAsRuntime(SCHEMA);
                PreparedStatement query =
                        connection.prepareStatement(
                                """
                                select actor, action, subject_type, request_id, after, at, address,
                                    distributor_id, community_id, customer_id
                                from alerting.audit where subject_id = ?
                                """)) {
            query.setString(1, created.path("id"));
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString("actor")).isEqualTo(subjectOf(token));
                assertThat(row.getString("action")).isEqualTo("added");
                assertThat(row.getString("subject_type")).isEqualTo("rule");
                assertThat(row.getString("request_id")).isEqualTo("audit-test-4711");
                assertThat(new JsonPath(row.getString("after")).getMap(""))
                        .isEqualTo(created.jsonPath().getMap(""));
                assertThat(row.getTimestamp("at").toInstant())
                        .isCloseTo(
                                Instant.parse(created.path("created_at")),
                                within(1, ChronoUnit.MINUTES));
                assertThat(row.getString("address")).isEqualTo("127.0.0.1");
                assertThat(row.getObject("distributor_id")).isEqualTo(tenant.distributorId());
                assertThat(row.getObject("community_id")).isEqualTo(tenant.communityId());
                assertThat(row.getObject("customer_id")).isNull();
                assertThat(row.next()).isFalse();
            }
        }
    }

    @Test
    void shouldKeepNoRuleThatIsNotOnRecord() throws SQLException {
        RuleApi admin = new RuleApi(token);
        asOwner("revoke insert on alerting.audit from evara_alerting");
        try {
            admin.post(tenant.wish()).statusCode(500);
        } finally {
            asOwner("grant insert on alerting.audit to evara_alerting");
        }

        assertThat(admin.list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update alerting.audit set actor = 'nobody'",
                "delete from alerting.audit",
                "truncate alerting.audit"
            })
    void shouldNotLetTheServiceAlterItsRecord(String statement) throws SQLException {
        try (Connection connection = EvaraServers.connectAsRuntime(SCHEMA);
                Statement alteration = connection.createStatement()) {
            assertThatThrownBy(() -> alteration.execute(statement))
                    .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo(INSUFFICIENT_PRIVILEGE);
        }
    }

    private static void asOwner(String statement) throws SQLException {
        try (Connection connection = EvaraServers.connectAsOwner(SCHEMA);
                Statement change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    private static String subjectOf(String token) {
        byte[] claims = java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return new JsonPath(new String(claims, java.nio.charset.StandardCharsets.UTF_8))
                .getString("sub");
    }
}
