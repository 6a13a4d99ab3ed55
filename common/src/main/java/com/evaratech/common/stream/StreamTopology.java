package com.evaratech.common.stream;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import redis.clients.jedis.Protocol;

/** The number of partitions of a stream, which whoever comes first fixes for all who follow. */
public final class StreamTopology {

    private StreamTopology() {}

    /**
     * Makes sure that everybody means the same partitions.
     *
     * @throws IllegalStateException when the stream was begun with another number of them
     */
    public static void require(BusConnection connection, StreamDefinition stream) {
        String key = "evara:{%s}:partitions".formatted(stream.name());
        var _ =
                connection.call(
                        Command.of(Protocol.Command.SET)
                                .arg(key)
                                .arg(stream.partitions())
                                .arg("NX"));
        String begun = connection.call(Command.of(Protocol.Command.GET).arg(key)).text();
        if (!begun.equals(Integer.toString(stream.partitions()))) {
            throw new IllegalStateException(
                    "stream %s has %s partitions and cannot be used with %d: their number decides where an entry is"
                            .formatted(stream.name(), begun, stream.partitions()));
        }
    }
}
