package com.evaratech.common.stream.consume;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.stream.StreamDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Consumes a stream for one group, sharing its partitions with every other process of that group.
 * Starts two virtual threads: one for rounds, one for leases.
 */
public final class StreamConsumer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StreamConsumer.class);

    // A service has 25 s to stop; what is not committed by then is another owner's.
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(20);

    private final LeaseKeeper keeper;
    private final ConsumerLoop<?> loop;

    private StreamConsumer(LeaseKeeper keeper, ConsumerLoop<?> loop) {
        this.keeper = keeper;
        this.loop = loop;
    }

    /**
     * Starts consuming.
     *
     * @throws SQLException when the group's rows cannot be prepared
     * @throws IllegalStateException when the group has consumed another number of partitions, or
     *     the stream does not declare it
     */
    public static <E> StreamConsumer start(
            Bus bus,
            DataSource database,
            StreamDefinition stream,
            ConsumerSettings settings,
            EntryHandler<E> handler,
            MeterRegistry meters)
            throws SQLException {
        if (!stream.groups().contains(settings.group())) {
            throw new IllegalStateException(
                    "stream %s declares no group %s: it would not be waited for when trimming"
                            .formatted(stream.name(), settings.group()));
        }
        var leases = new Leases(settings, stream.partitions());
        try (var connection = database.getConnection()) {
            leases.prepare(connection);
            leases.endEarlierLives(connection);
        }
        var keeper = new LeaseKeeper(database, leases, handler::isReady);
        var replaying = new Replays<>(handler, database, settings, meters);
        var transactions = new ConsumerTransactions(database, settings.lease());
        var metrics = new ConsumerMetrics(meters, stream, settings.group());
        var ownership = new Ownership<>(transactions, leases, keeper, replaying, metrics);
        var rounds = new Rounds<>(transactions, new PositionTables(settings), replaying);
        var loop =
                new ConsumerLoop<>(
                        new StreamSide(bus, stream, settings),
                        ownership,
                        rounds,
                        replaying,
                        settings,
                        metrics);
        keeper.start(loop::wake);
        loop.start();
        return new StreamConsumer(keeper, loop);
    }

    /** Commits the round that runs, then gives all partitions back. */
    @Override
    public void close() {
        try {
            boolean ended = loop.stop(LONGEST_ROUND);
            keeper.stop();
            if (ended) {
                loop.release();
            } else {
                LOG.warn("Stream consumer did not end in time; its leases will expire");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
