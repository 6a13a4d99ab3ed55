package com.evaratech.alert.deliveries;

import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.sql.Transaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Removes what ended long ago, gives up what nobody is there for, and seals secrets anew that the
 * ring's first key did not seal. Replicas may do so at once.
 */
@Singleton
class DeliveryUpkeep implements Round {

    private static final Logger LOG = Logger.getLogger(DeliveryUpkeep.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private static final String OUTDATED =
            """
            select number, id, secret from alerting.route
            where not starts_with(secret, ?)
            order by number
            for no key update skip locked
            """;

    private final DataSource database;
    private final DeliveryQueue queue;
    private final RouteSecrets secrets;
    private final Duration patience;
    private final Loop loop = new Loop("alert delivery upkeep", this);

    DeliveryUpkeep(DataSource database, RouteSecrets secrets, DeliveryConfig config) {
        this.database = database;
        this.queue = new DeliveryQueue(database);
        this.secrets = secrets;
        this.patience = config.patience();
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    @Override
    public Duration run() throws SQLException {
        int sealed = Transaction.of(database, this::sealAnew);
        if (sealed > 0) {
            LOG.infof("Secrets of routes sealed anew count=%d", sealed);
        }
        int letGo = queue.letGo(patience);
        if (letGo > 0) {
            LOG.warnf("Deliveries were given up whose receivers are left alone count=%d", letGo);
        }
        return queue.clear() ? Duration.ZERO : PAUSE;
    }

    private int sealAnew(Connection connection) throws SQLException {
        int sealed = 0;
        try (var find = connection.prepareStatement(OUTDATED);
                var keep =
                        connection.prepareStatement(
                                "update alerting.route set secret = ? where number = ?")) {
            find.setString(1, secrets.currentPrefix());
            try (var rows = find.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(2, UUID.class);
                    var secret = secrets.open(id, rows.getString(3));
                    if (secret.isEmpty()) {
                        LOG.warnf("Secret of a route cannot be opened by this ring route=%s", id);
                        continue;
                    }
                    keep.setString(1, secrets.sealAnew(id, secret.get()));
                    keep.setLong(2, rows.getLong(1));
                    sealed += keep.executeUpdate();
                }
            }
        }
        return sealed;
    }
}
