package com.evaratech.common.directory.follow;

import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.StreamId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** One generation of the directory in memory, and how far in the stream of changes it is. */
final class Replica {

    private final String generation;
    private final Map<String, Items<?, ?>> byKind = new TreeMap<>();
    private StreamId position;

    Replica(Collection<DirectoryKind<?, ?>> kinds, String generation, StreamId position) {
        this.generation = generation;
        this.position = position;
        kinds.forEach(kind -> byKind.put(kind.name(), new Items<>(kind)));
    }

    String generation() {
        return generation;
    }

    StreamId position() {
        return position;
    }

    void moveTo(StreamId newPosition) {
        position = newPosition;
    }

    void take(DirectoryItem item, Listeners listeners) {
        Items<?, ?> items = byKind.get(item.kind());
        // Kinds that a newer writer added concern nobody here.
        if (items != null) {
            take(items, item, listeners);
        }
    }

    private static <K, T> void take(Items<K, T> items, DirectoryItem item, Listeners listeners) {
        items.take(item, listeners.of(item.kind()));
    }

    @SuppressWarnings("unchecked") // the constructor put them there by their kind
    <K, T> Items<K, T> items(DirectoryKind<K, T> kind) {
        Items<?, ?> items = byKind.get(kind.name());
        if (items == null) {
            throw new IllegalArgumentException("not followed: " + kind.name());
        }
        return (Items<K, T>) items;
    }
}
