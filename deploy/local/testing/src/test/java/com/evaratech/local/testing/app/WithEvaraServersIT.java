package com.evaratech.local.testing.app;

import static com.evaratech.local.testing.http.Request.given;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "polling")
class WithEvaraServersIT {

    private static final Scope COMMUNITY = new Scope.OfCommunity(UUID.randomUUID());

    @BeforeEach
    void publishDirectory() {
        TestDirectory.clear();
        TestDirectory.markComplete();
    }

    @Test
    void shouldAdmitPersonWhenRoleMay() {
        String token = TestTokens.person(Role.INSTALLER, COMMUNITY);

        get(token).statusCode(200).body(equalTo("installer evara_polling"));
    }

    @Test
    void shouldRefusePersonWhenRoleMayNot() {
        get(TestTokens.person(
                        Role.CUSTOMER, new Scope.OfCustomer(UUID.randomUUID(), UUID.randomUUID())))
                .statusCode(403);
    }

    @Test
    void shouldRefuseTokenWhenItExpired() {
        UUID subject = admitted();

        get(TestTokens.expired(subject)).statusCode(401);
    }

    @Test
    void shouldRefuseTokenWhenItIsForged() {
        UUID subject = admitted();

        get(TestTokens.forged(subject)).statusCode(401);
    }

    @Test
    void shouldRefuseTokenWhenIssuerIsAnother() {
        UUID subject = admitted();

        get(TestTokens.ofOtherIssuer(subject)).statusCode(401);
    }

    private static UUID admitted() {
        UUID subject = UUID.randomUUID();
        TestDirectory.publish(
                subject, new Profile(1, Role.SUPERADMIN, new Scope.Everything(), true));
        get(TestTokens.of(subject)).statusCode(200);
        return subject;
    }

    private static Response get(String token) {
        return given().bearer(token).get("/api/v1/channels").then();
    }
}
