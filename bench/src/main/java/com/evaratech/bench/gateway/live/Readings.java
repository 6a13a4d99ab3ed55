package com.evaratech.bench.gateway.live;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Protocol;

/**
 * Readings that come at a rate of their own, whatever becomes of them: one an entry, of one tank
 * after the other, written to the bus as those who accept readings write them.
 */
final class Readings implements Runnable {

    private static final StreamDefinition STREAM = ReadingsStream.of(16);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final BusConnection redis;
    private final List<NodeEntry> tanks;
    private final int perSecond;
    private final InstantSource clock;
    private final AtomicLong published = new AtomicLong();
    private volatile boolean over;

    Readings(BusConnection redis, List<NodeEntry> tanks, int perSecond, InstantSource clock) {
        this.redis = redis;
        this.tanks = tanks;
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** How many entries the bus has. */
    long published() {
        return published.get();
    }

    void end() {
        over = true;
    }

    /** Publishes until it is ended. */
    @Override
    public void run() {
        long begun = System.nanoTime();
        long done = 0;
        while (!over) {
            long due = (System.nanoTime() - begun) * perSecond / TimeUnit.SECONDS.toNanos(1);
            List<Command> entries = new ArrayList<>();
            for (; done < due; done++) {
                entries.add(entry(tanks.get((int) (done % tanks.size()))));
            }
            for (Reply answer : redis.pipeline(entries)) {
                var _ = answer.orThrow();
            }
            published.set(done);
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    /** Recorded now, so that whoever is told knows how long it took. */
    private Command entry(NodeEntry tank) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Reading reading = Reading.of(now, Map.of(Metric.WATER_LEVEL_CM, 182.5));
        var entry = new NodeReadings(tank.number(), Kind.TANK, Source.HTTP, now, List.of(reading));
        return Command.of(Protocol.Command.XADD)
                .arg(STREAM.keys(STREAM.partitionOf(tank.number())).stream())
                .arg("*")
                .arg(EntryCodec.FIELD)
                .arg(EntryCodec.encode(ReadingsCodec.encode(entry, null)));
    }
}
