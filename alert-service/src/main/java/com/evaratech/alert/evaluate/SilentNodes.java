package com.evaratech.alert.evaluate;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodesByNumber;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.stream.StreamDefinition;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are silent, by what the directory tells, and which partitions are to be looked at
 * because that changed, or because a time has come that a rule waits for. For the consumer's
 * thread.
 */
@Singleton
class SilentNodes {

    private final Directory directory;
    private final NodeLookup nodes;
    private final NodesByNumber numbers;
    private final StreamDefinition readings;
    private final Set<UUID> silent = ConcurrentHashMap.newKeySet();
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Instant> due = new HashMap<>();

    /** A node that is silent, and what is known of that. */
    record Silent(NodeEntry node, StatusEntry status) {}

    SilentNodes(
            Directory directory,
            NodeLookup nodes,
            NodesByNumber numbers,
            StreamDefinition readings) {
        this.directory = directory;
        this.nodes = nodes;
        this.numbers = numbers;
        this.readings = readings;
        directory.onChange(DirectoryKinds.STATUS, (id, _, after) -> take(id, after));
    }

    /** On the directory's thread. Whoever reports as it should is none of our business. */
    private void take(UUID id, @Nullable StatusEntry after) {
        boolean isSilent = after != null && after.silentSince() != null;
        boolean was = isSilent ? !silent.add(id) : silent.remove(id);
        if (was || isSilent) {
            changed.add(id);
        }
    }

    /** Those of these partitions where something is to be judged now, and can be. */
    Set<Integer> among(Set<Integer> owned, Instant now) {
        if (!directory.isFresh()) {
            return Set.of();
        }
        Set<Integer> partitions = new HashSet<>();
        for (Iterator<UUID> ids = changed.iterator(); ids.hasNext(); ) {
            UUID id = ids.next();
            // One that is gone is a change of the node itself.
            Optional<Optional<NodeEntry>> known = nodes.findIfKnown(id);
            if (known.isPresent()) {
                ids.remove();
                known.get().ifPresent(node -> partitions.add(partitionOf(node)));
            }
        }
        due.forEach((partition, at) -> {
            if (!at.isAfter(now)) {
                partitions.add(partition);
            }
        });
        partitions.retainAll(owned);
        return partitions;
    }

    /** The silent nodes of these partitions; nothing when they cannot be told now. */
    Optional<List<Silent>> of(Set<Integer> partitions) {
        List<Silent> found = new ArrayList<>();
        for (UUID id : silent) {
            Optional<Optional<NodeEntry>> known = nodes.findIfKnown(id);
            // One node that cannot be read must not keep all the others from being judged.
            if (known.isEmpty() && !directory.isFresh()) {
                return Optional.empty();
            }
            known.flatMap(node -> node)
                    .filter(node -> partitions.contains(partitionOf(node)))
                    .flatMap(this::ifSilent)
                    .ifPresent(found::add);
        }
        return Optional.of(found);
    }

    private Optional<Silent> ifSilent(NodeEntry node) {
        return statusIfKnown(node.id())
                .flatMap(status -> status)
                .filter(status -> status.silentSince() != null)
                .map(status -> new Silent(node, status));
    }

    /** The node of this number, if it is known and known not to be silent. */
    Optional<NodeEntry> reporting(long number) {
        return numbers.find(number).filter(node -> isReporting(node.id()));
    }

    private boolean isReporting(UUID id) {
        Optional<Optional<StatusEntry>> known = statusIfKnown(id);
        return known.isPresent()
                && known.get().filter(status -> status.silentSince() != null).isEmpty();
    }

    /**
     * By the directory itself: it tells of what it has read kind by kind, so whoever was not told
     * of a silence yet does not know that there is none.
     */
    private Optional<Optional<StatusEntry>> statusIfKnown(UUID id) {
        try {
            return Optional.of(directory.status(id).await().indefinitely());
        } catch (DependencyUnavailable e) {
            return Optional.empty();
        }
    }

    int partitionOf(NodeEntry node) {
        return readings.partitionOf(node.number());
    }

    /** Partitions are to be judged again at once. */
    void again(Set<Integer> partitions, Instant now) {
        partitions.forEach(partition -> due.put(partition, now));
    }

    /** Partitions are judged: nothing is due in them but this. */
    void judged(Set<Integer> partitions, Map<Integer, Instant> next) {
        due.keySet().removeAll(partitions);
        due.putAll(next);
    }
}
