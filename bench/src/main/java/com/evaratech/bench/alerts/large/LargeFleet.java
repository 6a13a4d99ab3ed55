package com.evaratech.bench.alerts.large;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.common.access.Placement;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.outbox.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tanks of many communities in the directory, as the registry would tell of them. */
public final class LargeFleet implements AutoCloseable {

    /** How many nodes a community has. */
    static final int IN_A_COMMUNITY = 1_000;

    private static final int BATCH = 1_000;

    private final int nodes;
    private final Instant begin;
    private final DirectoryStore store =
            new DirectoryStore(DirectoryKinds.ALL.stream().map(kind -> kind.name()).toList());
    private final BusConnection redis;
    private final String generation = "bench/" + UUID.randomUUID();
    private Version version = new Version(1, 1);

    /**
     * Writes all of them, each reporting.
     *
     * @param nodes how many; their numbers are 1 to this
     * @param begin since when they report
     */
    public LargeFleet(BenchServers servers, int nodes, Instant begin) {
        this.nodes = nodes;
        this.begin = begin;
        this.redis = new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort()))).connect();
        publish();
    }

    static UUID node(int number) {
        return new UUID(3, number);
    }

    /** The number of a node. */
    public static long number(UUID node) {
        return node.getLeastSignificantBits();
    }

    /** The community of a place from 0 on. */
    public static UUID community(int place) {
        return new UUID(2, place);
    }

    /** Whose all of them are. */
    public static UUID distributor() {
        return new UUID(1, 1);
    }

    int nodes() {
        return nodes;
    }

    private void publish() {
        store.begin(redis, store.look(redis).generation(), generation);
        // Without theirs, rules of communities are removed as those of communities that are no
        // more.
        store.putBatch(redis, generation, communities());
        int batches = 1;
        for (int first = 1; first <= nodes; first += BATCH) {
            var items = new ArrayList<DirectoryItem>();
            for (int number = first; number < Math.min(first + BATCH, nodes + 1); number++) {
                String json = entry(number).toJson();
                items.add(item(DirectoryKinds.NODE.name(), node(number), json));
                items.add(status(number, NodeStatus.ONLINE, begin, null));
            }
            store.putBatch(redis, generation, items);
            batches++;
        }
        store.complete(redis, generation, batches, version, "");
    }

    /** From now on nodes are silent, since an instant. */
    void fallSilent(List<Integer> numbers, Instant since) {
        version = version.at(version.number() + 1);
        List<DirectoryItem> items =
                numbers.stream()
                        .map(number -> status(number, NodeStatus.OFFLINE, since, since))
                        .toList();
        long _ = store.put(redis, generation, items, version, "bench-" + version.number());
    }

    private static NodeEntry entry(int number) {
        var place = new Placement(distributor(), community((number - 1) / IN_A_COMMUNITY), null);
        return new NodeEntry(
                1,
                node(number),
                number,
                Kind.TANK.name(),
                Category.OHT.name(),
                place,
                List.of("bench"));
    }

    private DirectoryItem status(
            int number, NodeStatus status, Instant since, @Nullable Instant silentSince) {
        var entry =
                new StatusEntry(version.number(), node(number), status, since, begin, silentSince);
        return item(DirectoryKinds.STATUS.name(), node(number), entry.toJson());
    }

    private List<DirectoryItem> communities() {
        return IntStream.range(0, (nodes + IN_A_COMMUNITY - 1) / IN_A_COMMUNITY)
                .mapToObj(LargeFleet::community)
                .map(id -> new CommunityEntry(1, id, distributor()))
                .map(entry -> item(DirectoryKinds.COMMUNITY.name(), entry.id(), entry.toJson()))
                .toList();
    }

    private DirectoryItem item(String kind, UUID id, String json) {
        return new DirectoryItem(kind, id.toString(), version, json, null);
    }

    /** Every so many-th of the nodes, spread over all communities. */
    List<Integer> spread(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> 1 + (int) ((long) i * nodes / count))
                .toList();
    }

    @Override
    public void close() {
        redis.close();
    }
}
