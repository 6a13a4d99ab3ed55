package com.evaratech.bench.host;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamId;
import java.util.Set;
import redis.clients.jedis.Protocol;

/** Everything that was published so far. */
public final class OnTheBus {

    private static final StreamDefinition STREAM =
            new StreamDefinition("readings", 16, Set.of("bench"));
    private static final int PAGE = 5_000;

    private OnTheBus() {}

    /** Somebody who looks at entries. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Takes an entry.
         *
         * @param id which begins with the milliseconds in which Redis took it
         */
        void take(StreamId id, NodeReadings readings);
    }

    /** Shows each entry of readings, partition by partition. */
    public static void each(BenchServers servers, Reader reader) {
        var bus = new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort())));
        try (BusConnection redis = bus.connect()) {
            for (int partition : STREAM.allPartitions()) {
                each(redis, STREAM.keys(partition).stream(), reader);
            }
        }
    }

    private static void each(BusConnection redis, String key, Reader reader) {
        String from = "-";
        while (true) {
            Reply page =
                    redis.call(
                            Command.of(Protocol.Command.XRANGE)
                                    .arg(key)
                                    .arg(from)
                                    .arg("+")
                                    .arg("COUNT")
                                    .arg(PAGE));
            for (Reply one : page.list()) {
                String id = one.list().get(0).text();
                from = "(" + id;
                Entry entry = EntryCodec.decode(one.list().get(1).list().get(1).bytes());
                if (ReadingsCodec.isReadings(entry)) {
                    reader.take(StreamId.parse(id), ReadingsCodec.decode(entry));
                }
            }
            if (page.list().size() < PAGE) {
                return;
            }
        }
    }
}
