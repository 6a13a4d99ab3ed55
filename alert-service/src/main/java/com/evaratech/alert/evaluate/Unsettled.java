package com.evaratech.alert.evaluate;

import com.evaratech.alert.rules.CommittedRules;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.stream.StreamDefinition;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions have states that rules and nodes may not agree with any more: one that is new
 * here, each of them when a rule changed, and that of a node that changed or is gone. No reading
 * tells of any of this. For the consumer's thread.
 */
@Singleton
class Unsettled {

    // With readings, each round looks at the rules; this is for when there are none.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Directory directory;
    private final DataSource database;
    private final StreamDefinition readings;
    private final Map<Integer, RuleSet> settledBy = new HashMap<>();
    private final Set<Integer> touched = ConcurrentHashMap.newKeySet();
    private long nextLookNanos = System.nanoTime();

    Unsettled(Directory directory, DataSource database, StreamDefinition readings) {
        this.directory = directory;
        this.database = database;
        this.readings = readings;
        directory.onChange(DirectoryKinds.NODE, (id, before, after) -> touch(before));
    }

    /** On the directory's thread. Of a node that is new nothing is known here. */
    private void touch(@Nullable NodeEntry before) {
        if (before != null) {
            touched.add(readings.partitionOf(before.number()));
        }
    }

    /** Those of these partitions that are to be settled by the rules, or by newer ones. */
    Set<Integer> among(Set<Integer> owned, RuleSet rules) throws SQLException {
        // What is gone can only be told from what is not known yet while the directory is fresh.
        if (!directory.isFresh()) {
            return Set.of();
        }
        boolean hasChanged = isTimeToLook() && !isNewest(rules);
        return owned.stream()
                .filter(partition ->
                        hasChanged
                                || settledBy.get(partition) != rules
                                || touched.contains(partition))
                .collect(Collectors.toSet());
    }

    private boolean isTimeToLook() {
        long now = System.nanoTime();
        if (now - nextLookNanos < 0) {
            return false;
        }
        nextLookNanos = now + BETWEEN_LOOKS.toNanos();
        return true;
    }

    private boolean isNewest(RuleSet rules) throws SQLException {
        try (var connection = database.getConnection()) {
            return rules.isAt(CommittedRules.head(connection));
        }
    }

    /** Whether the states of a partition agree with these rules. */
    boolean isSettledBy(RuleSet rules, int partition) {
        return settledBy.get(partition) == rules;
    }

    /**
     * They are looked at now: a change of a node from here on asks for another look.
     *
     * @return those whose states may not agree with these rules or with their nodes
     */
    Set<Integer> begin(Set<Integer> partitions, RuleSet rules) {
        Set<Integer> stale = new HashSet<>();
        for (int partition : partitions) {
            boolean wasTouched = touched.remove(partition);
            if (wasTouched || !isSettledBy(rules, partition)) {
                stale.add(partition);
            }
        }
        forget(partitions);
        return stale;
    }

    /** They agree with the rules, and with what the directory said of every open alert's node. */
    void settled(Set<Integer> partitions, RuleSet rules) {
        partitions.forEach(partition -> settledBy.put(partition, rules));
    }

    /** Nothing is known of them: they are new here, or a round was lost. */
    void forget(Set<Integer> partitions) {
        settledBy.keySet().removeAll(partitions);
    }
}
