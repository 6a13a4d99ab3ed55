package com.evaratech.alert.evaluate;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodesByNumber;
import com.evaratech.common.directory.StatusEntry;
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

    private final NodeLookup nodes;
    private final NodesByNumber numbers;
    private final StreamDefinition readings;
    private final Map<UUID, StatusEntry> silent = new ConcurrentHashMap<>();
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Instant> due = new HashMap<>();

    /** A node that is silent, and what is known of that. */
    record Silent(NodeEntry node, StatusEntry status) {}

    SilentNodes(
            Directory directory,
            NodeLookup nodes,
            NodesByNumber numbers,
            StreamDefinition readings) {
        this.nodes = nodes;
        this.numbers = numbers;
        this.readings = readings;
        directory.onChange(DirectoryKinds.STATUS, (id, _, after) -> take(id, after));
    }

    /** On the directory's thread. Whoever reports as it should is none of our business. */
    private void take(UUID id, @Nullable StatusEntry after) {
        boolean isSilent = after != null && after.silentSince() != null;
        boolean was = (isSilent ? silent.put(id, after) : silent.remove(id)) != null;
        if (was || isSilent) {
            changed.add(id);
        }
    }

    /** Those of these partitions where something is to be judged now. */
    Set<Integer> among(Set<Integer> owned, Instant now) {
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

    /** The silent nodes of these partitions. */
    List<Silent> of(Set<Integer> partitions) {
        List<Silent> found = new ArrayList<>();
        silent.forEach((id, status) ->
                nodes.findIfKnown(id)
                        .flatMap(node -> node)
                        .filter(node -> partitions.contains(partitionOf(node)))
                        .ifPresent(node -> found.add(new Silent(node, status))));
        return found;
    }

    /** The node of this number, if it is known and not silent. */
    Optional<NodeEntry> reporting(long number) {
        return numbers.find(number).filter(node -> !silent.containsKey(node.id()));
    }

    int partitionOf(NodeEntry node) {
        return readings.partitionOf(node.number());
    }

    /** Partitions are judged: nothing is due in them but this. */
    void judged(Set<Integer> partitions, Map<Integer, Instant> next) {
        due.keySet().removeAll(partitions);
        due.putAll(next);
    }
}
