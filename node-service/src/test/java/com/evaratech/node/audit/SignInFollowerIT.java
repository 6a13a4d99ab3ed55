package com.evaratech.node.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.common.access.Role;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.Command;
import com.evaratech.common.signin.SignInEvent;
import com.evaratech.common.signin.SignInEvent.Act;
import com.evaratech.common.signin.SignInStream;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/** What happened at the door, as the audit shows it. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class SignInFollowerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ROWS = "/api/v1/audit/registry?subject_type=session&subject=";

    @Inject Bus bus;

    @Test
    void shouldShowATenantsAdminWhoSignedIn() {
        var tenant = Tenant.create();
        var viewer = tenant.person(Role.VIEWER);
        var admin = tenant.person(Role.COMMUNITY_ADMIN);

        tell(event(Act.SIGNED_IN, viewer.subject(), "operator@example.org", null));

        awaitRows(admin, viewer.subject(), 1);
        admin.get(ROWS + viewer.subject())
                .then()
                .body("items[0].actor", equalTo(viewer.subject()))
                .body("items[0].action", equalTo("signed_in"))
                .body("items[0].after.email", equalTo("operator@example.org"))
                .body("items[0].after.at", equalTo("2026-03-01T06:30:00Z"))
                .body("items[0].request_id", equalTo("request-1"))
                .body("items[0].address", equalTo("203.0.113.7"))
                .body("items[0].community_id", equalTo(tenant.community().toString()));
    }

    @Test
    void shouldShowTriesOfNobodyInParticularToSuperadminsAlone() {
        var email = UUID.randomUUID() + "@example.org";

        tell(
                event(Act.SIGN_IN_FAILED, null, email, "invalid_credentials"),
                event(Act.SIGN_IN_FAILED, null, email, "invalid_credentials"));

        awaitRows(Person.superadmin(), email, 2);
        Person.superadmin()
                .get(ROWS + email)
                .then()
                .body("items[0].actor", equalTo("unknown"))
                .body("items[0].after.reason", equalTo("invalid_credentials"));
        Tenant.create()
                .person(Role.COMMUNITY_ADMIN)
                .get(ROWS + email)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void shouldKeepWhatItDoesNotUnderstandAndGoOn() {
        var subject = UUID.randomUUID().toString();
        String mark = "mark \u0000 " + subject;
        try (var redis = bus.connect()) {
            for (String json : List.of("no json", "{\"act\":\"" + mark + "\"}", "{}")) {
                var _ =
                        redis.call(
                                Command.of(Protocol.Command.XADD)
                                        .arg(SignInStream.KEY)
                                        .arg("*")
                                        .arg("event")
                                        .arg(json));
            }
        }
        tell(event(Act.SIGNED_OUT, subject, null, null));

        awaitRows(Person.superadmin(), subject, 1);
        assertThat(
                        Person.superadmin()
                                .get("/api/v1/audit/registry?action=unreadable")
                                .<List<String>>path("items.after.event"))
                .anyMatch(event -> event.contains(subject));
    }

    @Test
    void shouldWriteWhatIsToldTwiceOnce() {
        var subject = UUID.randomUUID().toString();
        var told = event(Act.SIGNED_IN, subject, null, null);

        tell(told, told);
        tell(told, event(Act.SIGNED_OUT, subject, null, null));

        awaitRows(Person.superadmin(), subject, 2);
    }

    @Test
    void shouldWriteAllOnceThatAStreamReadAnewShowsAgain() throws SQLException {
        var subject = UUID.randomUUID().toString();
        tell(event(Act.SIGNED_IN, subject, null, null));
        awaitRows(Person.superadmin(), subject, 1);
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var statement = connection.createStatement()) {
            // As after the bus lost its data and its clock was set back.
            int _ =
                    statement.executeUpdate(
                            "update registry.sign_in_place set entry_ms = 4102444800000");
        }

        tell(event(Act.SIGNED_OUT, subject, null, null));

        awaitRows(Person.superadmin(), subject, 2);
    }

    private static void awaitRows(Person reader, String subject, int rows) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> reader.get(ROWS + subject).then().body("items", hasSize(rows)));
    }

    private void tell(SignInEvent... events) {
        try (var redis = bus.connect()) {
            SignInStream.append(redis, List.of(events));
        }
    }

    private static SignInEvent event(
            Act act, @Nullable String subject, @Nullable String email, @Nullable String reason) {
        return new SignInEvent(
                UUID.randomUUID(),
                act,
                Instant.parse("2026-03-01T06:30:00Z"),
                subject,
                email,
                reason,
                "request-1",
                "203.0.113.7");
    }
}
