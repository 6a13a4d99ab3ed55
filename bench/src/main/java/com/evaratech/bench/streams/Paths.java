package com.evaratech.bench.streams;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.host.StreamTables;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.consume.ConsumerSettings;
import com.evaratech.common.stream.consume.StreamConsumer;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.Protocol;

/** The ways that readings take: over the stream, and to each server without it. */
final class Paths implements AutoCloseable {

    private static final String SCHEMA = "bench";
    private static final String GROUP = "writing";
    private static final int PARTITIONS = 16;
    private static final int UNANSWERED = 4_096;
    private static final int PIPELINE = 512;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BenchServers servers;
    private final Bus bus;
    private final AgroalDataSource database;
    private final ReadingRows rows = new ReadingRows(SCHEMA);
    private final StreamDefinition stream =
            new StreamDefinition("bench", PARTITIONS, Set.of(GROUP));

    private Paths(BenchServers servers, AgroalDataSource database) {
        this.servers = servers;
        this.bus = new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort())));
        this.database = database;
    }

    static Paths open(BenchServers servers) throws SQLException, IOException {
        try (Connection admin = servers.connect()) {
            var tables = StreamTables.create(admin, SCHEMA, ReadingRows.TABLES);
            return new Paths(servers, tables.pool(servers.postgresPort()));
        }
    }

    /** An empty bus and an empty table. */
    void clear() throws IOException, SQLException {
        servers.emptyRedis();
        try (Connection admin = servers.connect();
                var statement = admin.createStatement()) {
            boolean _ = statement.execute("truncate bench.reading, bench.stream_position");
            boolean _ = statement.execute("checkpoint");
        }
    }

    /** Through the publisher, many callers at once. */
    void publish(Workload workload) throws InterruptedException {
        var room = new Semaphore(UNANSWERED);
        var refused = new AtomicInteger();
        try (var publisher =
                StreamPublisher.start(
                        bus, stream, PublisherLimits.DEFAULT, new SimpleMeterRegistry())) {
            for (NodeReadings batch : workload.batches()) {
                room.acquire();
                var _ =
                        publisher
                                .publish(ReadingsCodec.encode(batch, null))
                                .thenAccept(answer -> {
                                    if (!(answer instanceof Acceptance.Accepted)) {
                                        refused.incrementAndGet();
                                    }
                                    room.release();
                                });
            }
            room.acquire(UNANSWERED);
        }
        if (refused.get() > 0) {
            throw new IllegalStateException(refused + " batches were refused");
        }
    }

    /** The same bytes to the same keys by nothing but pipelined commands. */
    void add(Workload workload) {
        try (BusConnection connection = bus.connect()) {
            var commands = new ArrayList<Command>(PIPELINE);
            for (NodeReadings batch : workload.batches()) {
                Entry entry = ReadingsCodec.encode(batch, null);
                commands.add(
                        Command.of(Protocol.Command.XADD)
                                .arg(stream.keys(stream.partitionOf(entry.key())).stream())
                                .arg("*")
                                .arg(EntryCodec.FIELD)
                                .arg(EntryCodec.encode(entry)));
                if (commands.size() == PIPELINE) {
                    send(connection, commands);
                }
            }
            send(connection, commands);
        }
    }

    private static void send(BusConnection connection, List<Command> commands) {
        if (!commands.isEmpty()) {
            for (Reply reply : connection.pipeline(commands)) {
                var _ = reply.orThrow();
            }
            commands.clear();
        }
    }

    /** Everything that lies on the bus into the table. */
    void consume(Workload workload) throws SQLException, InterruptedException {
        try (var _ =
                StreamConsumer.start(
                        bus,
                        database,
                        stream,
                        ConsumerSettings.of(GROUP, SCHEMA),
                        new WritingHandler(rows),
                        new SimpleMeterRegistry())) {
            if (!Pause.until(PATIENCE, () -> read() >= workload.batches().size())) {
                throw new IllegalStateException("not everything was consumed");
            }
        }
        require(workload);
    }

    /** The same rows by nothing but the statement, in transactions as large as rounds. */
    void insert(Workload workload) throws SQLException {
        var settings = ConsumerSettings.of(GROUP, SCHEMA);
        int bytes =
                EntryCodec.encode(ReadingsCodec.encode(workload.batches().getFirst(), null)).length;
        int size = Math.min(settings.round().entries(), settings.round().bytes() / bytes);
        List<NodeReadings> batches = workload.batches();
        for (int from = 0; from < batches.size(); from += size) {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                rows.insert(
                        connection, batches.subList(from, Math.min(from + size, batches.size())));
                connection.commit();
            }
        }
        require(workload);
    }

    /** Entries that have had their effect. */
    private long read() {
        return count("select coalesce(sum(read_count), 0) from bench.stream_position");
    }

    private void require(Workload workload) {
        long stored = count("select count(*) from bench.reading");
        if (stored != workload.readings()) {
            throw new IllegalStateException(
                    "%d rows of %d readings".formatted(stored, workload.readings()));
        }
    }

    private long count(String sql) {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
