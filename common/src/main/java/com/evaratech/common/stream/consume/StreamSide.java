package com.evaratech.common.stream.consume;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamFunctions;
import com.evaratech.common.stream.StreamFunctions.Opened;
import com.evaratech.common.stream.StreamFunctions.Standing;
import com.evaratech.common.stream.StreamTopology;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The loop's side towards the bus, on one connection that is opened again when it broke. */
final class StreamSide {

    private final Bus bus;
    private final StreamDefinition stream;
    private final StreamFunctions functions;
    private final PartitionReader reader;
    private final ConsumerSettings settings;
    private @Nullable BusConnection connection;

    StreamSide(Bus bus, StreamDefinition stream, ConsumerSettings settings) {
        this.bus = bus;
        this.stream = stream;
        this.functions = new StreamFunctions(stream);
        this.reader = new PartitionReader(stream);
        this.settings = settings;
    }

    Map<Integer, Batch> read(Collection<Owned> owned, int most) {
        return reader.read(open(), owned, most);
    }

    void await(Collection<Owned> owned, Duration patience) {
        reader.await(open(), owned, patience);
    }

    Opened look(int partition) {
        return functions.open(open(), partition);
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
                functions.report(open(), settings.group(), standings, settings.replayWindow());
        for (int i = 0; i < standings.size(); i++) {
            int partition = standings.get(i).partition();
            backlogs.get(i).ifPresent(backlog -> metrics.backlog(partition, backlog));
        }
    }

    private BusConnection open() {
        BusConnection current = connection;
        if (current == null || !current.isOpen()) {
            current = bus.connect();
            connection = current;
            StreamTopology.require(current, stream);
        }
        return current;
    }

    void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
