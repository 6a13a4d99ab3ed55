package com.evaratech.common.directory;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds nodes by the number that readings carry. Follows the directory, so it may know a node a
 * moment later than {@link Directory#node} does; never asks whether what it knows is fresh.
 */
@Singleton
public class NodesByNumber {

    private final Map<Long, NodeEntry> nodes = new ConcurrentHashMap<>();

    NodesByNumber(Directory directory) {
        directory.onChange(DirectoryKinds.NODE, (id, before, after) -> take(before, after));
    }

    /** The node of this number, if there is one. */
    public Optional<NodeEntry> find(long number) {
        return Optional.ofNullable(nodes.get(number));
    }

    /** All nodes that are known, in no order; those that come or go meanwhile may be among them. */
    public Stream<NodeEntry> all() {
        return nodes.values().stream();
    }

    private void take(@Nullable NodeEntry before, @Nullable NodeEntry after) {
        if (before != null && (after == null || after.number() != before.number())) {
            nodes.remove(before.number());
        }
        if (after != null) {
            nodes.put(after.number(), after);
        }
    }
}
