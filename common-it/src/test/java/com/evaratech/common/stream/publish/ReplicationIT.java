package com.evaratech.common.stream.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.Acceptance.Refused;
import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.redis.LocalRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptance that waits for a replica, on a server and a replica of its own. */
class ReplicationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PASSWORD = Secrets.generate();

    private final StreamDefinition stream = new StreamDefinition("replicated", 1, Set.of());
    private final LocalRedis primary;
    private LocalRedis replica;
    private final LocalServerOptions ofReplica;
    private final StreamPublisher publisher;

    ReplicationIT(@TempDir Path directory) throws IOException {
        primary = LocalRedis.start(options(directory.resolve("primary")));
        replica = LocalRedis.start(options(directory.resolve("replica")));
        ofReplica = options(directory.resolve("replica")).withPort(replica.port());
        publisher =
                StreamPublisher.start(
                        new Bus(BusAddress.parse(primary.url())),
                        stream,
                        PublisherLimits.DEFAULT.withDurability(new Durability(true, 1)),
                        new SimpleMeterRegistry());
    }

    private static LocalServerOptions options(Path data) {
        return LocalServerOptions.of(data, PASSWORD).endingWithOwner();
    }

    @BeforeEach
    void follow() throws IOException {
        // No waiting for more replicas that could be served at the same time.
        var _ = call(primary, "CONFIG", "SET", "repl-diskless-sync-delay", "0");
        var _ = call(replica, "CONFIG", "SET", "masterauth", PASSWORD);
        var _ = call(replica, "REPLICAOF", "127.0.0.1", Integer.toString(primary.port()));
    }

    @AfterEach
    void close() {
        publisher.close();
        closeReplica();
        primary.close();
    }

    /**
     * Redis does not end while it writes what it has read of its primary to its log for the first
     * time, and forgets that it was asked to.
     */
    private void closeReplica() {
        await().atMost(PATIENCE)
                .until(() -> {
                    String now = call(replica, "INFO", "persistence").orElse("");
                    return now.contains("aof_rewrite_in_progress:0")
                            && now.contains("aof_rewrite_scheduled:0");
                });
        replica.close();
    }

    private static Optional<String> call(LocalRedis server, String... words) throws IOException {
        try (var connection = server.connect()) {
            return connection.call(words);
        }
    }

    private Acceptance publish() {
        return publisher.publish(new Entry(1, 1, 1, null, new byte[] {1})).join();
    }

    private void awaitAcceptance() {
        await().atMost(PATIENCE).until(() -> publish() instanceof Accepted);
    }

    @Test
    void shouldRefuseWhileNoReplicaHasWhatIsPublished() throws IOException {
        awaitAcceptance();

        closeReplica();

        assertThat(publish())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(Refusal.NOT_REPLICATED);
                            assertThat(refused.retryAfter()).isPositive();
                        });
        replica = LocalRedis.start(ofReplica);
        follow();
        awaitAcceptance();
    }

    @Test
    void shouldHaveOnTheReplicaWhatWasAcceptedWhenThePrimaryIsLost() throws IOException {
        awaitAcceptance();
        var accepted = (Accepted) publish();

        primary.close();

        String entries = stream.keys(0).stream();
        var _ = call(replica, "REPLICAOF", "NO", "ONE");
        // Up to and including the last one that was accepted.
        assertThat(call(replica, "XDEL", entries, accepted.id().toString())).contains("1");
    }
}
