package com.evaratech.node.audit;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.ReopenedConnection;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.signin.SignInStream;
import com.evaratech.common.signin.SignInStream.Noted;
import com.evaratech.common.sql.Transaction;
import com.evaratech.common.stream.StreamId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the audit what happened at the door. Every replica reads the stream; rows and place
 * are one transaction, and whoever is slower finds the place moved. What is in the stream is
 * written once, however long this service was away.
 */
@Singleton
class SignInFollower {

    private static final Logger LOG = Logger.getLogger(SignInFollower.class);

    private static final int MOST = 500;

    // The longest that a read waits for news; the service's end waits for it, too.
    private static final Duration LONGEST_READ = Duration.ofMillis(300);

    // A database that was set back by a restore finds again what it had.
    private static final Duration KEPT = Duration.ofHours(24);

    private final DataSource database;
    private final Loop loop;

    SignInFollower(DataSource database, Bus bus) {
        this.database = database;
        this.loop = new Loop("sign-in follower", new Following(bus));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private final class Following implements Round {

        private final ReopenedConnection redis;
        // As last read; a place that another replica moved is found out when it is to be moved.
        private @Nullable StreamId place;

        Following(Bus bus) {
            this.redis = new ReopenedConnection(bus::connect);
        }

        @Override
        public Duration run() throws SQLException {
            BusConnection connection = redis.current();
            StreamId from = place == null ? readPlace() : place;
            place = from;
            List<Noted> entries = SignInStream.read(connection, from, MOST);
            if (entries.isEmpty()) {
                rest(connection, from);
            } else {
                StreamId to = entries.getLast().id();
                take(from, to, entries);
                SignInStream.trim(
                        connection, new StreamId(Math.max(0, to.millis() - KEPT.toMillis()), 0));
            }
            return Duration.ZERO;
        }

        /** A stream that ends before the place is another one: the bus lost its data. */
        private void rest(BusConnection connection, StreamId from) throws SQLException {
            boolean isAnother =
                    SignInStream.last(connection).filter(last -> from.isAfter(last)).isPresent();
            if (isAnother) {
                LOG.warnf("Sign-ins are read from their beginning position=%s", from);
                take(from, StreamId.START, List.of());
            } else {
                SignInStream.await(connection, from, LONGEST_READ);
            }
        }

        private StreamId readPlace() throws SQLException {
            try (var connection = database.getConnection()) {
                return SignInPlace.read(connection);
            }
        }

        private void take(StreamId from, StreamId to, List<Noted> entries) throws SQLException {
            place = null;
            boolean _ =
                    Transaction.of(
                            database,
                            transaction -> {
                                boolean mine = SignInPlace.move(transaction, from, to);
                                if (mine) {
                                    append(transaction, to, entries);
                                }
                                return mine;
                            });
        }

        private static void append(Connection transaction, StreamId to, List<Noted> entries)
                throws SQLException {
            for (Noted entry : entries) {
                SignInRows.append(transaction, entry);
            }
            SeenSignIns.forgetBefore(transaction, to.millis() - 2 * KEPT.toMillis());
        }

        @Override
        public void end() {
            redis.close();
        }
    }
}
