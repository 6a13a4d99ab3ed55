package com.evaratech.bench.proof;

import com.evaratech.bench.host.Pause;
import com.evaratech.bench.host.StreamTables;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.consume.ConsumerSettings;
import com.evaratech.common.stream.consume.StreamConsumer;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** A consumer as a process, which lives until it is killed or its input ends. */
final class OwnerProcess {

    /** How long an owner who gives no sign of life keeps its partitions. */
    static final Duration LEASE = Duration.ofSeconds(2);

    /** The group that it consumes for. */
    static final String GROUP = "counting";

    private static final String PREFIX = "EVARA_PROOF_";
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(200);

    /** What it is told, each by an environment variable: other users cannot read those. */
    enum Told {
        BUS,
        STREAM,
        PARTITIONS,
        SCHEMA,
        DATABASE_PORT,
        DATABASE_USER,
        DATABASE_PASSWORD,
        MILLIS_PER_ENTRY;

        String variable() {
            return PREFIX + name();
        }

        private String value() {
            String value = System.getenv(variable());
            if (value == null) {
                throw new IllegalStateException(variable() + " is not set");
            }
            return value;
        }

        private int number() {
            return Integer.parseInt(value());
        }
    }

    private OwnerProcess() {}

    /** The stream of the proof. */
    static StreamDefinition stream(String name, int partitions) {
        return new StreamDefinition(name, partitions, Set.of(GROUP));
    }

    /** Entry point. */
    public static void main(String[] args) throws SQLException, IOException, InterruptedException {
        try (var database = tables().pool(Told.DATABASE_PORT.number());
                var _ = start(database)) {
            int _ = System.in.read();
        }
    }

    /**
     * Begins as often as it takes: an orchestrator starts a service anew that found no database.
     */
    private static StreamConsumer start(AgroalDataSource database) throws InterruptedException {
        String schema = Told.SCHEMA.value();
        while (true) {
            try {
                return StreamConsumer.start(
                        new Bus(BusAddress.parse(Told.BUS.value())),
                        database,
                        stream(Told.STREAM.value(), Told.PARTITIONS.number()),
                        ConsumerSettings.of(GROUP, schema).withLease(LEASE),
                        new CountingHandler(schema, Told.MILLIS_PER_ENTRY.number()),
                        new SimpleMeterRegistry());
            } catch (SQLException _) {
                Pause.of(BETWEEN_STARTS);
            }
        }
    }

    private static StreamTables tables() {
        return new StreamTables(
                Told.SCHEMA.value(), Told.DATABASE_USER.value(), Told.DATABASE_PASSWORD.value());
    }
}
