package com.evaratech.gateway.live;

import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import redis.clients.jedis.Protocol;

/**
 * Reads what is added to all partitions of the readings, to the alerts and to the directory, from a
 * moment on, without leaving a trace on the bus.
 */
final class TailReader {

    private static final int MOST = 500;
    // Beside an entry's own bytes: its names, lists and objects.
    private static final int OVERHEAD_BYTES = 200;

    private final BusConnection bus;
    private final Duration patience;
    private final List<String> facts;
    private final List<String> streams;
    private final Map<String, StreamId> positions = new HashMap<>();
    private final Map<String, StreamId> beginnings;
    private final Map<String, StreamId> ends;
    private final List<String> generations;

    /**
     * Begins with what is a little while old.
     *
     * @param sinceMillis from when on, by the bus' clock in milliseconds of the epoch
     * @param patience how long to wait for something new
     */
    TailReader(BusConnection bus, StreamDefinition readings, long sinceMillis, Duration patience) {
        this.bus = bus;
        this.patience = patience;
        this.facts =
                readings.allPartitions().stream()
                        .map(partition -> readings.keys(partition).facts())
                        .toList();
        this.streams =
                Stream.concat(
                                readings.allPartitions().stream()
                                        .map(partition -> readings.keys(partition).stream()),
                                Stream.of(AlertStream.STREAM, DirectoryStore.STREAM))
                        .toList();
        this.generations = generations();
        this.ends = lastUpTo("+");
        this.beginnings = lastUpTo(Long.toString(sinceMillis));
        positions.putAll(beginnings);
    }

    /**
     * An entry of a stream.
     *
     * @param fields names and values by turns
     */
    record Added(String stream, StreamId id, List<Reply> fields) {

        /** What it takes of memory, about. */
        long bytes() {
            long bytes = OVERHEAD_BYTES;
            for (Reply field : fields) {
                bytes += field.bytes().length;
            }
            return bytes;
        }
    }

    /** All streams, in an order that is the same in every replica. */
    List<String> streams() {
        return streams;
    }

    /** The newest entries that were not read, one a stream. */
    Map<String, StreamId> beginnings() {
        return beginnings;
    }

    /** Whether everything has been read that was there when this began. */
    boolean isCaughtUp() {
        return streams.stream()
                .noneMatch(stream -> place(ends, stream).isAfter(place(positions, stream)));
    }

    /** Names what the bus holds; another one after it came back empty. */
    int life() {
        var sum = new CRC32();
        generations.forEach(name -> sum.update((name + ' ').getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }

    /**
     * What is new, oldest first within a stream; nothing when the time is over.
     *
     * @throws Lost when the bus came back without what it had
     */
    List<Added> next() {
        Command read =
                Command.of(Protocol.Command.XREAD)
                        .arg("COUNT")
                        .arg(MOST)
                        .arg("BLOCK")
                        .arg(patience.toMillis())
                        .arg("STREAMS");
        for (String stream : streams) {
            read = read.arg(stream);
        }
        for (String stream : streams) {
            read = read.arg(place(positions, stream).toString());
        }
        var added = new ArrayList<Added>();
        for (Reply stream : bus.callBlocking(read, patience).list()) {
            String name = stream.list().get(0).text();
            for (Reply entry : stream.list().get(1).list()) {
                StreamId id = StreamId.parse(entry.list().get(0).text());
                positions.put(name, id);
                added.add(new Added(name, id, entry.list().get(1).list()));
            }
        }
        checkGenerations();
        return added;
    }

    /** After the entries: as long as these have not changed, nothing was lost before them. */
    private void checkGenerations() {
        List<String> now = generations();
        for (int i = 0; i < now.size(); i++) {
            String known = generations.get(i);
            if (known.isEmpty()) {
                generations.set(i, now.get(i));
            } else if (!known.equals(now.get(i))) {
                throw new Lost();
            }
        }
    }

    private List<String> generations() {
        List<Reply> names =
                ask(facts, key -> Command.of(Protocol.Command.HGET).arg(key).arg("generation"));
        return new ArrayList<>(
                names.stream().map(reply -> reply.isNil() ? "" : reply.text()).toList());
    }

    private Map<String, StreamId> lastUpTo(String end) {
        List<Reply> last =
                ask(
                        streams,
                        stream ->
                                Command.of(Protocol.Command.XREVRANGE)
                                        .arg(stream)
                                        .arg(end)
                                        .arg("-")
                                        .arg("COUNT")
                                        .arg(1));
        var ids = new HashMap<String, StreamId>();
        for (int i = 0; i < streams.size(); i++) {
            List<Reply> entries = last.get(i).list();
            if (!entries.isEmpty()) {
                ids.put(streams.get(i), StreamId.parse(entries.getFirst().list().get(0).text()));
            }
        }
        return Map.copyOf(ids);
    }

    private List<Reply> ask(List<String> keys, Function<String, Command> ask) {
        return bus.pipeline(keys.stream().map(ask).toList()).stream().map(Reply::orThrow).toList();
    }

    private static StreamId place(Map<String, StreamId> places, String stream) {
        return places.getOrDefault(stream, StreamId.START);
    }

    /** The bus has begun anew: positions in it mean nothing any more. */
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Lost() {
            super("the bus came back without what it had");
        }
    }
}
