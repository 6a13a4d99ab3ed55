package com.evaratech.alert.deliveries;

import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.secret.KeyRing;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class DeliveryUpkeepIT {

    @Inject DataSource database;
    @Inject DeliveryConfig config;

    @ConfigProperty(name = "evara.secret.key-ring")
    String ring = "";

    @Test
    void shouldSealSecretsByTheRingsFirstKey() throws SQLException {
        Fleet fleet = Fleet.create();
        Response route =
                given().bearer(fleet.token(Role.COMMUNITY_ADMIN))
                        .asJson()
                        .body(
                                Map.of(
                                        "name",
                                        "Control room",
                                        "community_id",
                                        fleet.communityId(),
                                        "url",
                                        "https://example.com/"))
                        .post("/api/v1/alert-routes")
                        .then()
                        .statusCode(201);
        UUID id = UUID.fromString(route.extract().path("id"));
        String fresh = "fresh:" + Base64.getEncoder().encodeToString(new byte[32]);

        var secrets = new RouteSecrets(KeyRing.parse(fresh + "," + ring));
        Duration pause = new DeliveryUpkeep(database, secrets, config).run();

        assertThat(pause).isEqualTo(Duration.ofMinutes(10));
        String kept =
                texts("select secret from alerting.route where id = '%s'".formatted(id)).getFirst();
        assertThat(kept).startsWith("s1.fresh.");
        String secret = route.extract().path("secret");
        assertThat(new RouteSecrets(KeyRing.parse(fresh)).open(id, kept)).contains(secret);
    }
}
