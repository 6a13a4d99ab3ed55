package com.evaratech.common.stream;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.FunctionLibrary;
import com.evaratech.common.bus.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the bus does with a partition in one step; see {@code streams.lua}. */
public final class StreamFunctions {

    private static final FunctionLibrary LIBRARY =
            FunctionLibrary.beside(StreamFunctions.class, "streams.lua");
    private static final String PREFIX = "evara_streams_1_";

    private final StreamDefinition stream;

    public StreamFunctions(StreamDefinition stream) {
        this.stream = stream;
    }

    /**
     * A partition as it is now.
     *
     * @param generation which life of the partition its ids belong to
     * @param trimmed up to here entries may have been removed
     * @param added how many entries were ever added in this generation
     * @param present how many of them are still there
     */
    public record Opened(Generation generation, StreamId trimmed, long added, long present) {

        /** How many entries are no longer there: all up to {@code trimmed}. */
        public long removed() {
            return added - present;
        }
    }

    /**
     * Looks at partitions, in the same order, and begins the first generation of those that have
     * none.
     */
    public List<Opened> open(BusConnection connection, List<Integer> partitions) {
        List<Command> calls =
                partitions.stream()
                        .map(stream::keys)
                        .map(keys -> invoke("open", keys.stream(), keys.facts()).arg(freshName()))
                        .toList();
        return LIBRARY.call(connection, calls).stream().map(StreamFunctions::opened).toList();
    }

    /** Looks at one partition. */
    public Opened open(BusConnection connection, int partition) {
        return open(connection, List.of(partition)).getFirst();
    }

    private static Opened opened(Reply reply) {
        List<Reply> fields = reply.list();
        return new Opened(
                Generation.parse(fields.get(0).text()),
                StreamId.parse(fields.get(1).text()),
                fields.get(3).number(),
                fields.get(4).number());
    }

    /**
     * Where a group stands in a partition.
     *
     * @param partition number of the partition
     * @param generation that the position belongs to
     * @param position up to where the group has read
     * @param read how many entries that is
     */
    public record Standing(int partition, Generation generation, StreamId position, long read) {}

    /**
     * What a group has before it.
     *
     * @param entries how many entries it has not read
     * @param age of the oldest of them by the server's clock; zero when there is none
     */
    public record Backlog(long entries, Duration age) {}

    /**
     * Tells the bus where a group stands, lets it trim what nobody needs any more, and returns what
     * waits, in the same order. A partition whose generation is over has no backlog to tell.
     *
     * @param window how long entries stay after every group has read them
     */
    public List<Optional<Backlog>> report(
            BusConnection connection, String group, List<Standing> standings, Duration window) {
        // Twenty samples a window: trimming lags behind the window by a twentieth of it at most.
        long sampleMillis = Math.max(1, window.toMillis() / 20);
        var calls = new ArrayList<Command>(standings.size());
        for (Standing standing : standings) {
            StreamKeys keys = stream.keys(standing.partition());
            var call =
                    invoke("report", keys.stream(), keys.facts(), keys.groups(), keys.samples())
                            .arg(standing.generation().toString())
                            .arg(group)
                            .arg(standing.position().toString())
                            .arg(standing.read())
                            .arg(window.toMillis())
                            .arg(sampleMillis);
            calls.add(withGroups(call));
        }
        var backlogs = new ArrayList<Optional<Backlog>>(calls.size());
        List<Reply> replies = LIBRARY.call(connection, calls);
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            backlogs.add(
                    reply.isNil()
                            ? Optional.empty()
                            : Optional.of(backlog(reply, standings.get(i).read())));
        }
        return backlogs;
    }

    /**
     * What waits for a group behind where it was last reported to stand, by whoever owned the
     * partition then; in the same order. Nothing is changed: anybody may ask.
     */
    public List<Backlog> waiting(BusConnection connection, String group, List<Integer> partitions) {
        List<Command> calls =
                partitions.stream()
                        .map(stream::keys)
                        .map(keys -> invoke("waiting", keys.stream(), keys.facts(), keys.groups()))
                        .map(call -> call.arg(group))
                        .toList();
        return LIBRARY.call(connection, calls).stream().map(reply -> backlog(reply, 0)).toList();
    }

    private static Backlog backlog(Reply reply, long read) {
        long now = reply.list().get(0).number();
        long oldest = reply.list().get(1).number();
        if (oldest == 0) {
            return new Backlog(0, Duration.ZERO);
        }
        long waiting = reply.list().get(2).number() - read;
        return new Backlog(Math.max(1, waiting), Duration.ofMillis(Math.max(0, now - oldest)));
    }

    /**
     * What publishers must heed.
     *
     * @param pause how long not to publish, because another server took over
     * @param backlog what the slowest declared group has before it
     * @param memoryUsed by the server, in bytes
     * @param memoryAllowed to the server, in bytes; 0 when it has no limit
     */
    public record Pressure(Duration pause, Backlog backlog, long memoryUsed, long memoryAllowed) {}

    /** The pressure on every partition, in order. */
    public List<Pressure> pressure(BusConnection connection, Duration clockSkew) {
        List<Command> calls =
                stream.allPartitions().stream()
                        .map(stream::keys)
                        .map(keys ->
                                withGroups(
                                        invoke(
                                                        "pressure",
                                                        keys.stream(),
                                                        keys.facts(),
                                                        keys.groups())
                                                .arg(freshName())
                                                .arg(clockSkew.toMillis())))
                        .toList();
        return LIBRARY.call(connection, calls).stream().map(StreamFunctions::pressure).toList();
    }

    private static Pressure pressure(Reply reply) {
        List<Long> numbers = reply.list().stream().map(Reply::number).toList();
        return new Pressure(
                Duration.ofMillis(numbers.get(0)),
                new Backlog(numbers.get(1), Duration.ofMillis(numbers.get(2))),
                numbers.get(3),
                numbers.get(4));
    }

    private Command withGroups(Command call) {
        Command whole = call;
        for (String group : stream.groups()) {
            whole = whole.arg(group);
        }
        return whole;
    }

    private static Command invoke(String function, String... keys) {
        return FunctionLibrary.invoke(PREFIX + function, keys);
    }

    private static String freshName() {
        return UUID.randomUUID().toString();
    }
}
