package com.evaratech.gateway.cache;

import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.follow.DirectoryKind;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** When the directory last told of a change, by kind and tenant. */
@Singleton
class Changes {

    private static final Set<String> KINDS =
            Set.of(
                    DirectoryKinds.NODE.name(),
                    DirectoryKinds.STATUS.name(),
                    DirectoryKinds.COMMUNITY.name(),
                    DirectoryKinds.CUSTOMER.name(),
                    DirectoryKinds.MAINTENANCE.name());

    private final Directory directory;
    private final InstantSource clock;
    private final Map<Change, Long> lastMillis = new ConcurrentHashMap<>();

    // Of tenants that were not known when it was told: it may be anybody's.
    private final Map<String, Long> ofUnknownMillis = new ConcurrentHashMap<>();

    private record Change(String kind, Tenant tenant) {}

    Changes(Directory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        follow(DirectoryKinds.NODE, node -> node.placement().distributorId());
        follow(DirectoryKinds.COMMUNITY, CommunityEntry::distributorId);
        follow(DirectoryKinds.CUSTOMER, CustomerEntry::distributorId);
        follow(DirectoryKinds.STATUS, status -> distributorOfNode(status.nodeId()));
        follow(DirectoryKinds.MAINTENANCE, work -> distributorOfCommunity(work.communityId()));
    }

    /** The kinds that it follows, by name. */
    static Set<String> kinds() {
        return KINDS;
    }

    /** When something of these kinds last changed for a tenant, in milliseconds of the epoch. */
    long last(Set<String> kinds, Tenant tenant) {
        long last = 0;
        for (String kind : kinds) {
            last = Math.max(last, lastMillis.getOrDefault(new Change(kind, tenant), 0L));
            last = Math.max(last, ofUnknownMillis.getOrDefault(kind, 0L));
        }
        return last;
    }

    private <K, T> void follow(DirectoryKind<K, T> kind, Function<T, @Nullable UUID> distributor) {
        directory.onChange(
                kind,
                (id, before, after) -> {
                    note(kind.name(), before, distributor);
                    note(kind.name(), after, distributor);
                });
    }

    private <T> void note(String kind, @Nullable T item, Function<T, @Nullable UUID> distributor) {
        if (item == null) {
            return;
        }
        long now = clock.millis();
        lastMillis.put(new Change(kind, new Tenant.All()), now);
        @Nullable UUID id = distributor.apply(item);
        if (id == null) {
            ofUnknownMillis.put(kind, now);
        } else {
            lastMillis.put(new Change(kind, new Tenant.Of(id)), now);
        }
    }

    /** In memory, so it is known at once; a change that comes while it is not, counts for all. */
    private @Nullable UUID distributorOfNode(UUID id) {
        return Tenant.known(directory.node(id))
                .map(node -> node.placement().distributorId())
                .orElse(null);
    }

    private @Nullable UUID distributorOfCommunity(UUID id) {
        return Tenant.known(directory.community(id))
                .map(CommunityEntry::distributorId)
                .orElse(null);
    }
}
