package com.evaratech.common.stream.publish;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes to one stream. May be called by any number of threads; what comes in while a batch is
 * on its way makes the next one, so that many callers share the server's one write to disk.
 *
 * <p>Entries of one key that were handed over one after the other are accepted in that order.
 */
public final class StreamPublisher implements AutoCloseable {

    /** Largest entry, in bytes: a thousand readings, and small against everybody's buffers. */
    public static final int LARGEST_ENTRY = 256 << 10;

    private static final Duration RETRY_BUSY = Duration.ofSeconds(1);

    private final StreamDefinition stream;
    private final InFlight inFlight;
    private final Sender sender;
    private final DurabilityWatch durability;
    private final PublisherMetrics metrics;

    private StreamPublisher(
            StreamDefinition stream,
            InFlight inFlight,
            Sender sender,
            DurabilityWatch durability,
            PublisherMetrics metrics) {
        this.stream = stream;
        this.durability = durability;
        this.inFlight = inFlight;
        this.sender = sender;
        this.metrics = metrics;
    }

    /** Starts a publisher, which connects at once and again whenever the connection broke. */
    public static StreamPublisher start(
            Bus bus, StreamDefinition stream, PublisherLimits limits, MeterRegistry meters) {
        var inFlight = new InFlight(limits.inFlightEntries(), limits.inFlightBytes());
        var metrics = new PublisherMetrics(meters, stream);
        var durability = new DurabilityWatch(limits.durability());
        var connection = new PublisherConnection(bus, stream, limits, durability);
        var sender = new Sender(connection, inFlight, metrics);
        sender.start();
        return new StreamPublisher(stream, inFlight, sender, durability, metrics);
    }

    /**
     * Why the bus cannot be trusted with entries, by its own settings: a sentence for operators.
     * Empty when it can, when it was not asked yet, and when the operator vouches for it.
     */
    public Optional<String> durabilityFault() {
        return durability.fault();
    }

    /**
     * Publishes an entry to its key's partition.
     *
     * @return completes with what became of it, never exceptionally
     * @throws IllegalArgumentException when it is larger than {@link #LARGEST_ENTRY}
     */
    public CompletableFuture<Acceptance> publish(Entry entry) {
        return publish(stream.partitionOf(entry.key()), entry);
    }

    /**
     * Publishes an entry to a partition, whatever its key.
     *
     * @return completes with what became of it, never exceptionally
     * @throws IllegalArgumentException when it is larger than {@link #LARGEST_ENTRY}
     */
    public CompletableFuture<Acceptance> publish(int partition, Entry entry) {
        byte[] bytes = EntryCodec.encode(entry);
        if (bytes.length > LARGEST_ENTRY) {
            throw new IllegalArgumentException(
                    "an entry has at most %d bytes, not %d".formatted(LARGEST_ENTRY, bytes.length));
        }
        var pending = new Pending(partition, bytes);
        if (!inFlight.offer(pending)) {
            metrics.refused(Refusal.BUSY);
            pending.refuse(Refusal.BUSY, RETRY_BUSY);
        }
        return pending.answer();
    }

    /** Answers what was handed over, then ends. What comes later is refused. */
    @Override
    public void close() {
        inFlight.close();
        sender.join();
    }
}
