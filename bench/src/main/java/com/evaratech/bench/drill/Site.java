package com.evaratech.bench.drill;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.StreamTables;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.consume.ConsumerSettings;
import com.evaratech.common.stream.consume.StreamConsumer;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * What the drill plays on: both servers and the tables of one group of consumers.
 *
 * @param servers both
 * @param tables of the group
 */
record Site(BenchServers servers, StreamTables tables) {

    private static final String SCHEMA = "drill";
    private static final String GROUP = "drilling";
    private static final StreamDefinition STREAM = new StreamDefinition(SCHEMA, 8, Set.of(GROUP));
    private static final Duration LEASE = Duration.ofSeconds(2);

    /** Makes the tables. */
    static Site on(BenchServers servers) throws SQLException, IOException {
        try (Connection admin = servers.connect()) {
            return new Site(servers, StreamTables.create(admin, SCHEMA, History.TABLES));
        }
    }

    Connection connect() throws SQLException {
        return servers.connect();
    }

    /** Accepts readings onto the bus. */
    StreamPublisher publisher() {
        return StreamPublisher.start(
                bus(), STREAM, PublisherLimits.DEFAULT, new SimpleMeterRegistry());
    }

    /** Connections for one life of the consumers. */
    AgroalDataSource pool() throws SQLException {
        return tables.pool(servers.postgresPort());
    }

    /** Takes readings from the bus into their table. */
    StreamConsumer consume(AgroalDataSource pool) throws SQLException {
        return StreamConsumer.start(
                bus(),
                pool,
                STREAM,
                ConsumerSettings.of(GROUP, SCHEMA).withLease(LEASE),
                new ReadingHandler(),
                new SimpleMeterRegistry());
    }

    private Bus bus() {
        return new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort())));
    }

    /** Readings that are stored. */
    static long stored(Connection admin) {
        return number(admin, "select count(*) from drill.reading");
    }

    /** Entries that did not have their effect. */
    static long troubles(Connection admin) {
        return number(
                admin,
                "select (select count(*) from drill.dead_letter) + (select count(*) from"
                        + " drill.stream_gap)");
    }

    static long databaseBytes(Connection admin) {
        return number(admin, "select sum(pg_database_size(oid)) from pg_database");
    }

    static long walBytes(Connection admin) {
        return number(admin, "select floor(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0'))");
    }

    private static long number(Connection admin, String query) {
        return Long.parseLong(text(admin, query));
    }

    /** The first column of a query's only row. */
    static String text(Connection admin, String query) {
        try (var statement = admin.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
