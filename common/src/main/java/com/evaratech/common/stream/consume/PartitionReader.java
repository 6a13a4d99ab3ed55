package com.evaratech.common.stream.consume;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.Generation;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.StreamKeys;
import com.evaratech.common.stream.consume.Batch.Raw;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Protocol;

/** Reads what lies behind positions: all partitions in one round trip. */
final class PartitionReader {

    private static final byte[] FIELD = EntryCodec.FIELD.getBytes(StandardCharsets.UTF_8);

    private final StreamDefinition stream;

    PartitionReader(StreamDefinition stream) {
        this.stream = stream;
    }

    /**
     * Reads entries of partitions.
     *
     * @param most how many entries of each, at most
     */
    Map<Integer, Batch> read(
            BusConnection connection, Collection<Owned> owned, Map<Integer, Integer> most) {
        var commands = new ArrayList<Command>(owned.size() * 2);
        for (Owned one : owned) {
            StreamKeys keys = stream.keys(one.partition());
            commands.add(
                    Command.of(Protocol.Command.XRANGE)
                            .arg(keys.stream())
                            .arg("(" + one.position())
                            .arg("+")
                            .arg("COUNT")
                            .arg(most.getOrDefault(one.partition(), 1)));
            // After the entries: as long as these have not changed, the entries are of this life.
            commands.add(
                    Command.of(Protocol.Command.HMGET)
                            .arg(keys.facts())
                            .arg("generation")
                            .arg("trimmed"));
        }
        List<Reply> replies = connection.pipeline(commands);
        var batches = new HashMap<Integer, Batch>();
        int index = 0;
        for (Owned one : owned) {
            Reply entries = replies.get(index++).orThrow();
            Reply facts = replies.get(index++).orThrow();
            batches.put(one.partition(), batch(entries, facts));
        }
        return batches;
    }

    /** Waits until one of the partitions has an entry behind its position, or the time is over. */
    void await(BusConnection connection, Collection<Owned> owned, Duration patience) {
        Command command =
                Command.of(Protocol.Command.XREAD)
                        .arg("COUNT")
                        .arg(1)
                        .arg("BLOCK")
                        .arg(patience.toMillis())
                        .arg("STREAMS");
        for (Owned one : owned) {
            command = command.arg(stream.keys(one.partition()).stream());
        }
        for (Owned one : owned) {
            command = command.arg(one.position().toString());
        }
        var _ = connection.callBlocking(command, patience);
    }

    private static Batch batch(Reply entries, Reply facts) {
        Reply generation = facts.list().get(0);
        Reply trimmed = facts.list().get(1);
        return new Batch(
                generation.isNil() ? null : Generation.parse(generation.text()),
                trimmed.isNil() ? StreamId.START : StreamId.parse(trimmed.text()),
                entries.list().stream().map(PartitionReader::entry).toList());
    }

    private static Raw entry(Reply entry) {
        List<Reply> parts = entry.list();
        List<Reply> fields = parts.get(1).list();
        byte[] bytes = new byte[0];
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (Arrays.equals(fields.get(i).bytes(), FIELD)) {
                bytes = fields.get(i + 1).bytes();
            }
        }
        return new Raw(StreamId.parse(parts.get(0).text()), bytes);
    }
}
