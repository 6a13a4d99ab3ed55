package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Credential;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.ApiKeyEntry;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of every service at the public door, with every role, and with keys of programs. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixIT {

    private final Placement place =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final Map<Role, Credential> keys = new EnumMap<>(Role.class);

    static Stream<Arguments> rowsAndRoles() {
        return RouteMatrix.load().routes().stream()
                .flatMap(route ->
                        Arrays.stream(Role.values()).map(role -> Arguments.of(route, role)));
    }

    static Stream<Route> rows() {
        return RouteMatrix.load().routes().stream();
    }

    @BeforeEach
    void populate() {
        if (!tokens.isEmpty()) {
            return;
        }
        for (Role role : Role.values()) {
            tokens.put(role, TestTokens.within(role, place));
            keys.put(role, key(role, Clock.systemUTC().instant().plus(Duration.ofHours(1))));
        }
        TestDirectory.markComplete();
    }

    private static Credential key(Role role, Instant expiresAt) {
        var key = Credential.draw(Credential.Use.API_KEY, new SecureRandom());
        Scope scope =
                role == Role.SUPERADMIN
                        ? new Scope.Everything()
                        : new Scope.OfCommunity(UUID.randomUUID());
        TestDirectory.publish(
                ApiKeyEntry.of(1, key.id(), role, scope, key.secretHash(), expiresAt));
        return key;
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("rowsAndRoles")
    void shouldLetInPeopleOfTheRowsRolesOnly(Route route, Role role) {
        int status = send(route, "Authorization", "Bearer " + tokens.get(role));

        switch (route.callers()) {
            case ANYBODY, SIGNED_IN, CHANNELS -> assertAdmitted(route, status);
            case CALLERS, PEOPLE -> {
                if (route.roles().contains(role)) {
                    assertAdmitted(route, status);
                } else {
                    assertThat(status).isEqualTo(403);
                }
            }
            case DEVICES, CLAIMANTS -> assertThat(status).isEqualTo(401);
        }
    }

    @ParameterizedTest(name = "{0} as a program that is {1}")
    @MethodSource("rowsAndRoles")
    void shouldLetInProgramsWhereTheRowDoesNotAskForPeople(Route route, Role role) {
        int status = send(route, "X-Api-Key", Objects.requireNonNull(keys.get(role)).text());

        switch (route.callers()) {
            case ANYBODY, CHANNELS -> assertAdmitted(route, status);
            case CALLERS -> {
                if (route.roles().contains(role)) {
                    assertAdmitted(route, status);
                } else {
                    assertThat(status).isEqualTo(403);
                }
            }
            case PEOPLE -> assertThat(status).isEqualTo(403);
            case SIGNED_IN, DEVICES, CLAIMANTS -> assertThat(status).isEqualTo(401);
        }
    }

    @ParameterizedTest(name = "{0} as nobody")
    @MethodSource("rows")
    void shouldLetInNobodyWhoShowsNothing(Route route) {
        int status = send(route, "X-Nothing", "at all");

        if (route.isPublic() || route.callers() == Route.Callers.CHANNELS) {
            assertAdmitted(route, status);
        } else {
            assertThat(status).isEqualTo(401);
        }
    }

    @Test
    void shouldLetInNoProgramWhoseKeyIsRevokedOrOver() {
        Route nodes = RouteMatrix.load().match("GET", "/api/v1/nodes").orElseThrow();
        var key = Credential.draw(Credential.Use.API_KEY, new SecureRandom());
        var entry =
                ApiKeyEntry.of(
                        1,
                        key.id(),
                        Role.VIEWER,
                        new Scope.OfCommunity(UUID.randomUUID()),
                        key.secretHash(),
                        Clock.systemUTC().instant().plus(Duration.ofHours(1)));
        TestDirectory.publish(entry);
        assertAdmitted(nodes, send(nodes, "X-Api-Key", key.text()));

        TestDirectory.revoke(entry);

        assertThat(send(nodes, "X-Api-Key", key.text())).isEqualTo(401);
    }

    private static void assertAdmitted(Route route, int status) {
        // What answers for the services here has no audit, so that no file can be made of it.
        if (status == 503 && route.template().equals("/api/v1/audit/export")) {
            return;
        }
        assertThat(status).isNotIn(401, 403, 404, 405).isLessThan(500);
    }

    private static int send(Route route, String header, String value) {
        String path =
                route.template()
                        .replace("docs/{file}", "docs/docs.js")
                        .replace("redoc/{file}", "redoc/redoc.js")
                        .replaceAll("\\{[a-z_]+}", UUID.randomUUID().toString());
        HttpRequest.Builder request =
                Gateway.request(path)
                        .header(header, value)
                        .method(
                                route.method(),
                                route.method().equals("GET")
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString("{}"));
        return Gateway.send(request).statusCode();
    }
}
