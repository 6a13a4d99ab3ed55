package com.evaratech.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import com.evaratech.gateway.NarrowDoor;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Signing in behind a proxy that ends TLS, as everybody does who is not on the machine itself. */
@QuarkusTest
@TestProfile(NarrowDoor.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class SecureCookieIT {

    @Test
    void shouldHaveBrowsersSendCookiesByTlsAlone() throws IOException {
        var subject = UUID.randomUUID();
        var person = EchoServices.people().ensure(subject + "@evara.localhost", subject);
        TestDirectory.publish(
                subject, new Profile(1, Role.SUPERADMIN, new Scope.Everything(), true));
        TestDirectory.markComplete();

        var answer =
                Gateway.send(
                        Gateway.request("/api/v1/auth/sign-in")
                                .header("Content-Type", "application/json")
                                .header("X-Forwarded-For", "203.0.113.71")
                                .header("X-Forwarded-Proto", "https")
                                .POST(
                                        BodyPublishers.ofString(
                                                new JsonObject()
                                                        .put("email", person.email())
                                                        .put("password", person.password())
                                                        .encode())));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("; Secure"))
                .allMatch(cookie -> cookie.contains("; HTTPOnly; SameSite=Strict"));
    }
}
