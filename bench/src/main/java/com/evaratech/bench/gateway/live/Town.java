package com.evaratech.bench.gateway.live;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.directory.follow.DirectoryKind;
import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.outbox.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Communities of one distributor, each with its tanks and the people who look at them; it plays the
 * registry.
 */
final class Town {

    private static final String GENERATION = "bench";

    private final int peoplePerCommunity;
    private final List<Placement> communities = new ArrayList<>();
    private final List<NodeEntry> tanks = new ArrayList<>();
    private final List<UUID> people = new ArrayList<>();
    private final DirectoryStore store =
            new DirectoryStore(
                    DirectoryKinds.ALL.stream().<String>map(DirectoryKind::name).toList());
    private Version version = new Version(0, 0);

    /** A town that nobody knows of yet. */
    Town(int communityCount, int tanksPerCommunity, int peoplePerCommunity) {
        this.peoplePerCommunity = peoplePerCommunity;
        UUID distributor = UUID.randomUUID();
        for (int i = 0; i < communityCount; i++) {
            var place = new Placement(distributor, UUID.randomUUID(), null);
            communities.add(place);
            for (int j = 0; j < peoplePerCommunity; j++) {
                people.add(UUID.randomUUID());
            }
        }
        // One community after the other: neighbours are not told at the same moment.
        for (int i = 0; i < communityCount * tanksPerCommunity; i++) {
            Placement place = communities.get(i % communityCount);
            tanks.add(new NodeEntry(1, UUID.randomUUID(), i + 1, "TANK", "OHT", place, List.of()));
        }
    }

    List<NodeEntry> tanks() {
        return tanks;
    }

    List<UUID> people() {
        return people;
    }

    /** Tells of everybody and everything. */
    void publish(BusConnection redis) {
        List<DirectoryItem> items = new ArrayList<>();
        for (NodeEntry tank : tanks) {
            items.add(item(DirectoryKinds.NODE, tank.id(), tank.toJson()));
        }
        for (UUID person : people) {
            items.add(item(DirectoryKinds.PROFILE, person, profile(person, true).toJson()));
        }
        store.begin(redis, "", GENERATION);
        store.putBatch(redis, GENERATION, items);
        store.complete(redis, GENERATION, 1, version, "");
    }

    /** Takes somebody's access away, as an administrator does. */
    void disable(BusConnection redis, UUID person) {
        DirectoryItem item = item(DirectoryKinds.PROFILE, person, profile(person, false).toJson());
        var _ = store.put(redis, GENERATION, List.of(item), version, "");
    }

    private Profile profile(UUID person, boolean active) {
        Placement place = communities.get(people.indexOf(person) / peoplePerCommunity);
        return new Profile(
                version.number(), Role.VIEWER, new Scope.OfCommunity(place.communityId()), active);
    }

    private DirectoryItem item(DirectoryKind<?, ?> kind, UUID id, String json) {
        version = version.at(version.number() + 1);
        return new DirectoryItem(kind.name(), id.toString(), version, json, null);
    }
}
