package com.evaratech.common.stream.consume;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.stream.StreamConnection;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamFunctions;
import com.evaratech.common.stream.StreamFunctions.Opened;
import com.evaratech.common.stream.StreamFunctions.Standing;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The loop's side towards the bus, on one connection that is opened again when it broke. */
final class StreamSide {

    private final StreamConnection connection;
    private final StreamFunctions functions;
    private final PartitionReader reader;
    private final ConsumerSettings settings;

    StreamSide(Bus bus, StreamDefinition stream, ConsumerSettings settings) {
        this.connection = new StreamConnection(bus, stream);
        this.functions = new StreamFunctions(stream);
        this.reader = new PartitionReader(stream);
        this.settings = settings;
    }

    Map<Integer, Batch> read(Collection<Owned> owned, Map<Integer, Integer> most) {
        return reader.read(connection.current(), owned, most);
    }

    void await(Collection<Owned> owned, Duration patience) {
        reader.await(connection.current(), owned, patience);
    }

    /** Partitions as they are now, in the same order. */
    List<Opened> look(List<Owned> owned) {
        return functions.open(connection.current(), owned.stream().map(Owned::partition).toList());
    }

    void report(Collection<Owned> owned, ConsumerMetrics metrics) {
        List<Standing> standings =
                owned.stream()
                        .map(one ->
                                new Standing(
                                        one.partition(),
                                        one.generation(),
                                        one.position(),
                                        one.read()))
                        .toList();
        var backlogs =
                functions.report(
                        connection.current(), settings.group(), standings, settings.replayWindow());
        for (int i = 0; i < standings.size(); i++) {
            int partition = standings.get(i).partition();
            backlogs.get(i).ifPresent(backlog -> metrics.backlog(partition, backlog));
        }
    }

    /** Tells what waits by the last reports, and itself reports nothing to the bus. */
    void reportWaiting(Collection<Owned> owned, ConsumerMetrics metrics) {
        List<Integer> partitions = owned.stream().map(Owned::partition).toList();
        var backlogs = functions.waiting(connection.current(), settings.group(), partitions);
        for (int i = 0; i < partitions.size(); i++) {
            metrics.backlog(partitions.get(i), backlogs.get(i));
        }
    }

    void close() {
        connection.close();
    }
}
