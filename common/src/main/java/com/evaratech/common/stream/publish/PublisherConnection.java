package com.evaratech.common.stream.publish;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamConnection;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamFunctions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol;

/**
 * The sender's connection. Nothing is written on a new one before the pressure was looked at: this
 * is also when a change of server is noticed.
 */
final class PublisherConnection implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final long REPLICATION_MILLIS = 1_000;

    private final StreamConnection connection;
    private final StreamDefinition stream;
    private final StreamFunctions functions;
    private final PublisherLimits limits;
    private final DurabilityWatch durability;
    private Admission admission;
    private long lookedAt;

    PublisherConnection(
            Bus bus, StreamDefinition stream, PublisherLimits limits, DurabilityWatch durability) {
        this.connection = new StreamConnection(bus, stream);
        this.stream = stream;
        this.functions = new StreamFunctions(stream);
        this.limits = limits;
        this.durability = durability;
        this.admission = new Admission(limits, false, List.of());
    }

    /** The server's settings and the pressure as they were at most a second ago. */
    Admission admission() {
        if (!connection.isOpen() || System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
            BusConnection current = connection.current();
            durability.look(current);
            admission =
                    new Admission(
                            limits,
                            durability.fault().isEmpty(),
                            functions.pressure(current, limits.clockSkew()));
            lookedAt = System.nanoTime();
        }
        return admission;
    }

    /** Adds entries in order and waits until the server has them on its disk. */
    List<Reply> add(List<Pending> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        var commands = new ArrayList<Command>(batch.size() + 1);
        for (Pending pending : batch) {
            commands.add(
                    Command.of(Protocol.Command.XADD)
                            .arg(stream.keys(pending.partition()).stream())
                            .arg("*")
                            .arg(EntryCodec.FIELD)
                            .arg(pending.bytes()));
        }
        int replicas = limits.durability().replicas();
        if (replicas > 0) {
            commands.add(Command.of(Protocol.Command.WAIT).arg(replicas).arg(REPLICATION_MILLIS));
        }
        List<Reply> replies = connection.current().pipeline(commands);
        if (replicas > 0) {
            long have = replies.getLast().orThrow().number();
            if (have < replicas) {
                throw new ReplicasBehind(have, replicas);
            }
        }
        return replies.subList(0, batch.size());
    }

    @Override
    public void close() {
        connection.close();
    }
}
