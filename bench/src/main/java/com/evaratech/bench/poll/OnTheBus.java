package com.evaratech.bench.poll;

import com.evaratech.bench.host.BenchServers;
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
import java.util.Set;
import java.util.function.Consumer;
import redis.clients.jedis.Protocol;

/** Everything that was published so far. */
final class OnTheBus {

    private static final StreamDefinition STREAM =
            new StreamDefinition("readings", 16, Set.of("bench"));
    private static final int PAGE = 5_000;

    private OnTheBus() {}

    /** Shows each entry of readings, partition by partition. */
    static void each(BenchServers servers, Consumer<NodeReadings> consumer) {
        var bus = new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort())));
        try (BusConnection redis = bus.connect()) {
            for (int partition : STREAM.allPartitions()) {
                each(redis, STREAM.keys(partition).stream(), consumer);
            }
        }
    }

    private static void each(BusConnection redis, String key, Consumer<NodeReadings> consumer) {
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
                from = "(" + one.list().get(0).text();
                Entry entry = EntryCodec.decode(one.list().get(1).list().get(1).bytes());
                if (ReadingsCodec.isReadings(entry)) {
                    consumer.accept(ReadingsCodec.decode(entry));
                }
            }
            if (page.list().size() < PAGE) {
                return;
            }
        }
    }
}
