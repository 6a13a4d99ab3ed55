package com.evaratech.gateway.live;

import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol;

/**
 * Reads what is added to all partitions of the readings and to the alerts, from one moment on,
 * without leaving a trace on the bus.
 */
final class TailReader {

    private static final int MOST = 500;

    private final BusConnection bus;
    private final Duration patience;
    private final List<String> facts;
    private final Map<String, StreamId> positions = new HashMap<>();
    private final List<String> generations;

    /**
     * Begins behind everything that is there now.
     *
     * @param patience how long to wait for something new
     */
    TailReader(BusConnection bus, StreamDefinition readings, Duration patience) {
        this.bus = bus;
        this.patience = patience;
        this.facts =
                readings.allPartitions().stream()
                        .map(partition -> readings.keys(partition).facts())
                        .toList();
        this.generations = generations();
        List<String> streams =
                Stream.concat(
                                readings.allPartitions().stream()
                                        .map(partition -> readings.keys(partition).stream()),
                                Stream.of(AlertStream.STREAM))
                        .toList();
        List<Reply> last =
                bus.pipeline(
                        streams.stream()
                                .map(stream ->
                                        Command.of(Protocol.Command.XREVRANGE)
                                                .arg(stream)
                                                .arg("+")
                                                .arg("-")
                                                .arg("COUNT")
                                                .arg(1))
                                .toList());
        for (int i = 0; i < streams.size(); i++) {
            positions.put(streams.get(i), lastId(last.get(i).orThrow()));
        }
    }

    /**
     * An entry of a stream.
     *
     * @param fields names and values by turns
     */
    record Added(String stream, List<Reply> fields) {}

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
        List<String> streams = List.copyOf(positions.keySet());
        for (String stream : streams) {
            read = read.arg(stream);
        }
        for (String stream : streams) {
            read = read.arg(String.valueOf(positions.get(stream)));
        }
        var added = new ArrayList<Added>();
        for (Reply stream : bus.callBlocking(read, patience).list()) {
            String name = stream.list().get(0).text();
            for (Reply entry : stream.list().get(1).list()) {
                positions.put(name, StreamId.parse(entry.list().get(0).text()));
                added.add(new Added(name, entry.list().get(1).list()));
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
        return new ArrayList<>(
                bus
                        .pipeline(
                                facts.stream()
                                        .map(key ->
                                                Command.of(Protocol.Command.HGET)
                                                        .arg(key)
                                                        .arg("generation"))
                                        .toList())
                        .stream()
                        .map(Reply::orThrow)
                        .map(reply -> reply.isNil() ? "" : reply.text())
                        .toList());
    }

    private static StreamId lastId(Reply entries) {
        return entries.list().isEmpty()
                ? StreamId.START
                : StreamId.parse(entries.list().getFirst().list().get(0).text());
    }

    /** The bus has begun anew: positions in it mean nothing any more. */
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Lost() {
            super("the bus came back without what it had");
        }
    }
}
