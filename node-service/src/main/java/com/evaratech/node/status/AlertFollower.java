package com.evaratech.node.status;

import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.alerting.OpenSet;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.ReopenedConnection;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.node.status.OpenAlerts.Place;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Follows the events of alerts. Every replica reads them; the place is kept with their effects, and
 * whoever is slower finds it moved. What was missed, since the stream is kept for a day only or
 * Redis lost it, is made good for by the set of all open alerts.
 */
@Singleton
class AlertFollower {

    private static final int MOST = 500;

    // The longest that a read waits for news; the service's end waits for it, too.
    private static final Duration LONGEST_READ = Duration.ofMillis(300);

    // Until alert-service has written which alerts are open.
    private static final Duration UNTIL_KNOWN = Duration.ofMillis(500);

    private final DataSource database;
    private final OpenAlerts alerts;
    private final Loop loop;

    AlertFollower(DataSource database, Bus bus, OpenAlerts alerts) {
        this.database = database;
        this.alerts = alerts;
        this.loop = new Loop("alert follower", new Following(bus));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private void transaction(Effects effects) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                effects.in(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    @FunctionalInterface
    private interface Effects {
        void in(Connection transaction) throws SQLException;
    }

    private final class Following implements Round {

        private final ReopenedConnection redis;
        private @Nullable Place place;

        Following(Bus bus) {
            this.redis = new ReopenedConnection(bus::connect);
        }

        @Override
        public Duration run() throws SQLException {
            Place from = place == null ? readPlace() : place;
            place = from;
            AlertStream.Batch batch = AlertStream.read(redis.current(), from.at(), MOST);
            if (batch.life().isEmpty()) {
                return UNTIL_KNOWN;
            }
            if (!batch.life().equals(from.life()) || batch.trimmed().isAfter(from.at())) {
                return replace(from);
            }
            if (batch.events().isEmpty()) {
                AlertStream.await(redis.current(), from.at(), LONGEST_READ);
                return Duration.ZERO;
            }
            place = null;
            transaction(connection -> alerts.take(connection, from, batch.last(), batch.events()));
            return Duration.ZERO;
        }

        private Duration replace(Place from) throws SQLException {
            Optional<OpenSet> open = AlertStream.open(redis.current());
            if (open.isEmpty()) {
                return UNTIL_KNOWN;
            }
            place = null;
            transaction(connection -> alerts.replace(connection, from, open.get()));
            return Duration.ZERO;
        }

        private Place readPlace() throws SQLException {
            try (var connection = database.getConnection()) {
                return alerts.place(connection);
            }
        }

        @Override
        public void end() {
            redis.close();
        }
    }
}
