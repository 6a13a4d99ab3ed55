package com.evaratech.alert.evaluate;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are silent, by what the directory tells, and which partitions are to be looked at
 * because that changed, or because a time has come that a rule waits for. For the consumer's
 * thread.
 */
@Singleton
class SilentNodes {

    private static final int UNPLACED = -1;

    private final Directory directory;
    private final NodeLookup nodes;
    private final NodesByNumber numbers;
    private final StreamDefinition readings;
    // Each with its partition, which is where a node stays; UNPLACED until somebody asks.
    private final Map<UUID, Integer> silent = new ConcurrentHashMap<>();
    // Those that were never heard of, as far as was told, with their partitions.
    private final Map<UUID, Integer> unheard = new ConcurrentHashMap<>();
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Instant> due = new HashMap<>();
    private final SilenceLooks looks = new SilenceLooks();
    // Whether anybody has asked is what the directory's thread wants to know.
    private volatile Instant asked = Instant.MIN;

    /**
     * A node that is silent.
     *
     * @param since when its patience ended, or when it was registered
     * @param isWorkedOn whether somebody does work on it
     * @param hasReported whether it ever did
     */
    record Silent(NodeEntry node, Instant since, boolean isWorkedOn, boolean hasReported) {}

    SilentNodes(
            Directory directory,
            NodeLookup nodes,
            NodesByNumber numbers,
            StreamDefinition readings) {
        this.directory = directory;
        this.nodes = nodes;
        this.numbers = numbers;
        this.readings = readings;
        directory.onChange(DirectoryKinds.NODE, (id, before, after) -> take(id, before, after));
        directory.onChange(DirectoryKinds.STATUS, (id, _, after) -> take(id, after));
    }

    /** On the directory's thread, and before anything is told of the node's status. */
    private void take(UUID id, @Nullable NodeEntry before, @Nullable NodeEntry after) {
        if (after == null || after.registeredAt() == null) {
            unheard.remove(id);
        } else if (before == null || before.registeredAt() == null) {
            unheard.put(id, partitionOf(after));
            changed.add(id);
        }
    }

    /** On the directory's thread. Whoever reports as it should is none of our business. */
    private void take(UUID id, @Nullable StatusEntry after) {
        boolean isSilent = after != null && after.silentSince() != null;
        boolean was =
                isSilent ? silent.putIfAbsent(id, UNPLACED) != null : silent.remove(id) != null;
        boolean isNew = after != null && after.lastSeenAt() != null && unheard.remove(id) != null;
        if (was || isSilent || (isNew && !asked.equals(Instant.MIN))) {
            changed.add(id);
        } else if (isNew) {
            // At the start a whole fleet is told of, and looked at as a whole.
            changed.remove(id);
        }
    }

    /** Those of these partitions where something is to be judged now, and can be. */
    Set<Integer> among(Set<Integer> owned, Instant now) {
        if (!directory.isFresh()) {
            return Set.of();
        }
        looks.keepOnly(owned);
        for (Iterator<UUID> ids = changed.iterator(); ids.hasNext(); ) {
            UUID id = ids.next();
            // One that is gone is a change of the node itself.
            Optional<Optional<NodeEntry>> known = nodes.findIfKnown(id);
            if (known.isPresent()) {
                ids.remove();
                known.get()
                        .map(this::partitionOf)
                        .filter(owned::contains)
                        .ifPresent(partition -> looks.tell(partition, id));
            }
        }
        Set<Integer> partitions = new HashSet<>(looks.told());
        partitions.addAll(due(owned, now));
        return partitions;
    }

    /** Those of these partitions that a time has come in. */
    Set<Integer> due(Set<Integer> partitions, Instant now) {
        if (now.isBefore(asked)) {
            // The clock was put back: what was to be in a minute would be in an hour.
            due.replaceAll((_, at) -> SilenceWatch.earlier(at, now));
        }
        asked = now;
        return partitions.stream()
                .filter(partition -> !due.getOrDefault(partition, Instant.MAX).isAfter(now))
                .collect(Collectors.toSet());
    }

    /**
     * The silent nodes of these partitions; nothing when they cannot be told now.
     *
     * @param whole those of which all are wanted; of the others those that the registry told of
     */
    Optional<List<Silent>> of(Set<Integer> partitions, Set<Integer> whole) {
        List<Silent> found = new ArrayList<>();
        for (UUID id : candidates(partitions, whole)) {
            Optional<Optional<NodeEntry>> known = nodes.findIfKnown(id);
            // One node that cannot be read must not keep all the others from being judged.
            if (known.isEmpty() && !directory.isFresh()) {
                return Optional.empty();
            }
            known.flatMap(node -> node)
                    .filter(node -> partitions.contains(placed(node)))
                    .flatMap(this::ifSilent)
                    .ifPresent(found::add);
        }
        return Optional.of(found);
    }

    private Set<UUID> candidates(Set<Integer> partitions, Set<Integer> whole) {
        Set<UUID> ids = new HashSet<>();
        partitions.forEach(partition -> ids.addAll(looks.told(partition)));
        if (!whole.isEmpty()) {
            silent.forEach((id, partition) -> {
                if (partition == UNPLACED || whole.contains(partition)) {
                    ids.add(id);
                }
            });
            unheard.forEach((id, partition) -> {
                if (whole.contains(partition)) {
                    ids.add(id);
                }
            });
        }
        return ids;
    }

    private int placed(NodeEntry node) {
        int partition = partitionOf(node);
        boolean _ = silent.replace(node.id(), UNPLACED, partition);
        return partition;
    }

    /** The states of the nodes of a partition that the registry told of. */
    List<StateKey> toldOf(int partition, States states) {
        List<StateKey> keys = new ArrayList<>();
        for (UUID id : looks.told(partition)) {
            nodes.findIfKnown(id)
                    .flatMap(node -> node)
                    .ifPresent(node -> {
                        for (long rule : states.ofNode(partition, node.number()).rules()) {
                            keys.add(new StateKey(partition, rule, node.number()));
                        }
                    });
        }
        return keys;
    }

    private Optional<Silent> ifSilent(NodeEntry node) {
        return statusIfKnown(node.id()).flatMap(status -> silence(node, status.orElse(null)));
    }

    private Optional<Silent> silence(NodeEntry node, @Nullable StatusEntry status) {
        boolean isWorkedOn = status != null && status.status() == NodeStatus.MAINTENANCE;
        if (status != null && status.silentSince() != null) {
            return Optional.of(new Silent(node, status.silentSince(), isWorkedOn, true));
        }
        Instant registered = node.registeredAt();
        return registered != null && hasNeverReported(status)
                ? Optional.of(new Silent(node, registered, isWorkedOn, false))
                : Optional.empty();
    }

    private static boolean hasNeverReported(@Nullable StatusEntry status) {
        return status == null || (status.lastSeenAt() == null && status.silentSince() == null);
    }

    /** Whether a node is known to have never reported, since it was registered. */
    boolean hasNeverReported(NodeEntry node) {
        return statusIfKnown(node.id())
                .flatMap(status -> silence(node, status.orElse(null)))
                .filter(silent -> !silent.hasReported())
                .isPresent();
    }

    /** Nobody asks: what changed is found when somebody does. */
    void ignore() {
        changed.clear();
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

    /** Whether it is to be written for how long a node has been silent. */
    boolean isToBeLookedAt(int partition, UUID node, Instant now) {
        return looks.isTime(partition, now) || looks.told(partition).contains(node);
    }

    /** When what is open is looked at next. */
    Instant nextLook(int partition, Instant now) {
        return looks.after(partition, now);
    }

    /** Partitions are to be judged again at once. */
    void again(Set<Integer> partitions, Instant now) {
        partitions.forEach(partition -> due.put(partition, now));
    }

    /**
     * Partitions are judged.
     *
     * @param whole those in which nothing is due any more but what is next
     */
    void judged(
            Set<Integer> partitions, Set<Integer> whole, Map<Integer, Instant> next, Instant now) {
        for (int partition : partitions) {
            if (whole.contains(partition)) {
                due.remove(partition);
                looks.looked(partition, now);
            } else {
                looks.lookedAtTold(partition);
            }
        }
        next.forEach((partition, at) -> due.merge(partition, at, SilenceWatch::earlier));
    }
}
