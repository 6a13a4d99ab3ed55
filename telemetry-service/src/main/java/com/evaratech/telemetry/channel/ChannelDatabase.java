package com.evaratech.telemetry.channel;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The database as channels ask it: on the connections that serve requests, half of them at most,
 * and never on those of the writer. However many devices write at once, readings are stored and
 * people answered meanwhile. For virtual threads: blocks until the answer is there.
 */
@Singleton
public class ChannelDatabase {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String AWAY = "08000";

    private final Pool pool;
    private final Semaphore room;

    ChannelDatabase(
            Pool pool,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size", defaultValue = "5")
                    int connections) {
        this.pool = pool;
        // Fair: who came first is answered first.
        this.room = new Semaphore(Math.max(1, connections / 2), true);
    }

    /**
     * Asks something, when it is its turn.
     *
     * @throws SQLException when the database cannot be asked, or there was no turn for 5 s
     */
    public <T> T ask(Function<Pool, Uni<T>> question) throws SQLException {
        enter();
        try {
            return question.apply(pool).await().atMost(LONGEST);
        } catch (DatabaseException refused) {
            throw new SQLException(refused.getMessage(), refused.getSqlState(), refused);
        } catch (CompletionException | TimeoutException | ClosedConnectionException away) {
            throw new SQLTransientConnectionException("the database is away", AWAY, away);
        } finally {
            room.release();
        }
    }

    private void enter() throws SQLException {
        try {
            if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("too many ask for channels", AWAY);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted", AWAY, ended);
        }
    }
}
