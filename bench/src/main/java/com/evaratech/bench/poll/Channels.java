package com.evaratech.bench.poll;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.common.access.Placement;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.outbox.Version;
import com.evaratech.common.reading.normalise.FieldMapping;
import com.evaratech.local.thingspeak.StandIn;
import com.evaratech.local.thingspeak.channels.Access;
import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.Labels;
import com.evaratech.local.thingspeak.channels.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tanks with a channel each, as the registry would tell of them.
 *
 * @param count how many; their numbers and their channels' are 1 to this
 * @param intervalSeconds between two rows of each
 */
record Channels(int count, int intervalSeconds) {

    private static final int BATCH = 1_000;
    private static final Placement PLACE =
            new Placement(id("distributor", 0), id("community", 0), null);

    static UUID node(int number) {
        return id("node", number);
    }

    private static UUID id(String what, int number) {
        return UUID.nameUUIDFromBytes(
                "%s %d".formatted(what, number).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes them as the registry's snapshot. */
    void publish(BenchServers servers) {
        var store =
                new DirectoryStore(DirectoryKinds.ALL.stream().map(kind -> kind.name()).toList());
        var bus = new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort())));
        var version = new Version(1, 1);
        try (BusConnection redis = bus.connect()) {
            String generation = "bench/" + UUID.randomUUID();
            store.begin(redis, store.look(redis).generation(), generation);
            int batches = 0;
            for (int first = 1; first <= count; first += BATCH) {
                var items = new ArrayList<DirectoryItem>();
                for (int number = first; number < Math.min(first + BATCH, count + 1); number++) {
                    String id = node(number).toString();
                    items.add(
                            new DirectoryItem(
                                    DirectoryKinds.NODE.name(),
                                    id,
                                    version,
                                    entry(number).toJson(),
                                    null));
                    items.add(
                            new DirectoryItem(
                                    DirectoryKinds.CHANNEL.name(),
                                    id,
                                    version,
                                    channel(number).toJson(),
                                    null));
                }
                store.putBatch(redis, generation, items);
                batches++;
            }
            store.complete(redis, generation, batches, version, "");
        }
    }

    private static NodeEntry entry(int number) {
        return new NodeEntry(1, node(number), number, "TANK", "OHT", PLACE, List.of());
    }

    private ChannelEntry channel(int number) {
        return new ChannelEntry(
                1,
                node(number),
                number,
                null,
                intervalSeconds,
                List.of(
                        FieldMapping.plain(1, Metric.WATER_LEVEL_CM),
                        FieldMapping.plain(2, Metric.BATTERY_V)));
    }

    /** Creates them at the stand-in. */
    void create(StandIn standIn) {
        for (int number = 1; number <= count; number++) {
            Channel _ =
                    standIn.store()
                            .create(
                                    new ChannelInfo(
                                            number,
                                            "Tank " + number,
                                            null,
                                            Place.UNSET,
                                            Labels.of("Level", "Battery"),
                                            Instant.EPOCH,
                                            Access.derived(number, true)));
        }
    }

    /** Adds rows to each, in their interval up to a time. */
    void add(StandIn standIn, int rows, Instant last) {
        for (int number = 1; number <= count; number++) {
            for (int row = rows - 1; row >= 0; row--) {
                addRow(standIn, number, last.minusSeconds((long) row * intervalSeconds));
            }
        }
    }

    /** Adds a row to one. */
    static void addRow(StandIn standIn, int number, Instant at) {
        Channel channel = standIn.store().find(number).orElseThrow();
        var _ = channel.append(at, Cells.ofFields("123.4", "3.71"));
    }
}
