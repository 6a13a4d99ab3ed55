package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.loop.Loop;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.telemetry.aside.AsideDatabase;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes entries that are older than any that is accepted, so that feeds end where readings do,
 * and the channels of nodes whose readings were removed. Every replica does so: entries that
 * another one is removing are passed over.
 */
@Singleton
class FeedRetention {

    private static final Duration BETWEEN_TURNS = Duration.ofHours(1);
    private static final int AT_ONCE = 5_000;

    private static final String CHANNELS = "select id from telemetry.device_channel order by id";

    // With its entries; of a deleted node what is kept was exported before.
    private static final String REMOVE_CHANNELS =
            """
            delete from telemetry.device_channel channel using telemetry.forgotten_node node
            where node.node_id = channel.node_id and node.state = 'removed'
            """;

    private static final String REMOVE =
            """
            delete from telemetry.channel_entry
            where channel_id = ? and entry_id in (
                select entry_id from telemetry.channel_entry
                where channel_id = ? and created_at < ?
                order by created_at limit %d for update skip locked)
            """
                    .formatted(AT_ONCE);

    private final AsideDatabase database;
    private final InstantSource clock;
    private final Loop loop = new Loop("feed retention", this::turn);

    FeedRetention(AsideDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Removes what is there to be removed now. */
    Duration turn() throws SQLException {
        Instant oldest = clock.instant().minus(TimeWindow.STANDARD.oldest());
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(REMOVE_CHANNELS)) {
            int _ = statement.executeUpdate();
        }
        for (long channel : channels()) {
            while (remove(channel, oldest) == AT_ONCE) {
                if (Thread.currentThread().isInterrupted()) {
                    return BETWEEN_TURNS;
                }
            }
        }
        return BETWEEN_TURNS;
    }

    private List<Long> channels() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(CHANNELS);
                var rows = statement.executeQuery()) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    /** A connection for each portion: others have work that can wait, too. */
    private int remove(long channel, Instant oldest) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(REMOVE)) {
            statement.setLong(1, channel);
            statement.setLong(2, channel);
            statement.setObject(3, oldest.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        }
    }
}
