package com.evaratech.bench.query;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.outbox.Version;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The nodes of a campus, and somebody who looks at them, as the registry would tell of them: of ten
 * six tanks, two flow meters and two wells.
 *
 * @param nodes how many; their numbers are 1 to this
 */
record Campus(int nodes) {

    private static final Placement PLACE =
            new Placement(id("distributor", 0), id("community", 0), null);
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    private static final int OF = 10;
    private static final int TANKS = 6;
    private static final int METERS = 8;

    /** What a node measures, and the metric that its charts are asked for. */
    enum Kind {
        TANK("OHT", "water_level_cm"),
        FLOW("FLOW_METER", "flow_rate_lpm"),
        DEEP("BOREWELL", "static_water_level_m");

        private final String category;
        private final String metric;

        Kind(String category, String metric) {
            this.category = category;
            this.metric = metric;
        }

        String metric() {
            return metric;
        }
    }

    static UUID node(int number) {
        return id("node", number);
    }

    /** Where a node's days begin: those of odd numbers are in India. */
    static ZoneId zone(int number) {
        return number % 2 == 0 ? ZoneOffset.UTC : INDIA;
    }

    /** The same in SQL. */
    static String zone(String number) {
        return "case when %s %% 2 = 0 then 'UTC' else '%s' end".formatted(number, INDIA);
    }

    static Kind kind(int number) {
        int place = number % OF;
        if (place < TANKS) {
            return Kind.TANK;
        }
        return place < METERS ? Kind.FLOW : Kind.DEEP;
    }

    /** Numbers of the nodes of a kind, as a condition in SQL. */
    static String condition(Kind kind, String number) {
        return switch (kind) {
            case TANK -> "%s %% %d < %d".formatted(number, OF, TANKS);
            case FLOW ->
                    "%1$s %% %2$d >= %3$d and %1$s %% %2$d < %4$d"
                            .formatted(number, OF, TANKS, METERS);
            case DEEP -> "%s %% %d >= %d".formatted(number, OF, METERS);
        };
    }

    /** Writes them as the registry's snapshot. */
    void publish(BenchServers servers, UUID viewer) {
        var store =
                new DirectoryStore(DirectoryKinds.ALL.stream().map(each -> each.name()).toList());
        var bus = new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort())));
        var version = new Version(1, 1);
        var items = new ArrayList<DirectoryItem>();
        var scope = new Scope.OfCommunity(PLACE.communityId());
        items.add(
                item(
                        DirectoryKinds.PROFILE.name(),
                        viewer,
                        version,
                        new Profile(1, Role.VIEWER, scope, true).toJson()));
        items.add(
                item(
                        DirectoryKinds.COMMUNITY.name(),
                        PLACE.communityId(),
                        version,
                        new CommunityEntry(1, PLACE.communityId(), PLACE.distributorId())
                                .toJson()));
        for (int number = 1; number <= nodes; number++) {
            items.add(
                    item(
                            DirectoryKinds.NODE.name(),
                            node(number),
                            version,
                            entry(number).toJson()));
        }
        try (BusConnection redis = bus.connect()) {
            String generation = "bench/" + UUID.randomUUID();
            store.begin(redis, store.look(redis).generation(), generation);
            store.putBatch(redis, generation, items);
            store.complete(redis, generation, 1, version, "");
        }
    }

    private static DirectoryItem item(String kind, UUID id, Version version, String json) {
        return new DirectoryItem(kind, id.toString(), version, json, null);
    }

    private static NodeEntry entry(int number) {
        Kind kind = kind(number);
        return new NodeEntry(
                1,
                node(number),
                number,
                kind.name(),
                kind.category,
                PLACE,
                List.of(),
                zone(number));
    }

    private static UUID id(String what, int number) {
        return UUID.nameUUIDFromBytes(
                "%s %d".formatted(what, number).getBytes(StandardCharsets.UTF_8));
    }
}
