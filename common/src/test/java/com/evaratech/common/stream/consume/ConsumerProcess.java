package com.evaratech.common.stream.consume;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.stream.StreamDefinition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that counts until it is killed, or until its input ends. */
final class ConsumerProcess {

    static final Duration LEASE = Duration.ofSeconds(2);

    private ConsumerProcess() {}

    /** Arguments: bus, stream, partitions, schema, port, user, password of the database. */
    public static void main(String[] args) throws SQLException, IOException {
        var database = new PGSimpleDataSource();
        database.setServerNames(new String[] {"127.0.0.1"});
        database.setPortNumbers(new int[] {Integer.parseInt(args[4])});
        database.setDatabaseName("postgres");
        database.setUser(args[5]);
        database.setPassword(args[6]);
        var stream = new StreamDefinition(args[1], Integer.parseInt(args[2]), Set.of("counting"));
        try (var _ =
                StreamConsumer.start(
                        new Bus(BusAddress.parse(args[0])),
                        database,
                        stream,
                        ConsumerSettings.of("counting", args[3]).withLease(LEASE),
                        new Counting(args[3]),
                        new SimpleMeterRegistry())) {
            int _ = System.in.read();
        }
    }
}
