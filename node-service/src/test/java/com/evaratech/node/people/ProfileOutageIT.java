package com.evaratech.node.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.grants.Grant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is left of the service while one of its servers is away, and that it recovers by itself. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class ProfileOutageIT {

    private static final Duration RECOVERY = Duration.ofSeconds(20);

    @Inject ProfileService service;
    @Inject Directory directory;

    /** The gate lets nobody in without the directory; a change under way is not lost by that. */
    @Test
    void shouldAcceptChangesWhileRedisIsAwayAndPublishThemLater() throws Throwable {
        var author = new Caller("test", Role.SUPERADMIN, new Scope.Everything());
        var subject = UUID.randomUUID().toString();
        var permission = new Permission(subject, new Grant(Role.SUPERADMIN, null), false);

        try (var outage = TestServer.REDIS.stopped()) {
            assertThat(outage).isNotNull();
            var outcome =
                    VertxContextSupport.subscribeAndAwait(
                            () -> service.set(author, permission, IfMatch.of(null)));
            assertThat(outcome.added()).isTrue();
        }

        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> directory.profile(subject).await().atMost(RECOVERY).isPresent());
    }

    @Test
    void shouldAnswer503WhileTheDatabaseIsAwayAndRecover() {
        var superadmin = Person.superadmin();

        try (var outage = TestServer.POSTGRES.stopped()) {
            assertThat(outage).isNotNull();
            superadmin.get("/api/v1/nodes").then().statusCode(503);
        }

        await().atMost(RECOVERY).until(() -> superadmin.get("/api/v1/nodes").statusCode() == 200);
    }
}
