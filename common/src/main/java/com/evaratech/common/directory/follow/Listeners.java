package com.evaratech.common.directory.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of changes. Anybody may join at any time; the follower's thread lets them in between
 * two changes, so that each hears everything once.
 */
final class Listeners {

    private static final Logger LOG = Logger.getLogger(Listeners.class);

    private static final ChangeListener<Object, Object> NOBODY = (key, before, after) -> {};

    private final Queue<Subscription<?, ?>> joining = new ConcurrentLinkedQueue<>();
    private final Map<String, List<Subscription<?, ?>>> byKind = new TreeMap<>();

    <K, T> void join(DirectoryKind<K, T> kind, ChangeListener<K, T> listener) {
        joining.add(new Subscription<>(kind, listener));
    }

    /** Lets in who waits, and tells them what is there. */
    void admit(@Nullable Replica replica) {
        for (var next = joining.poll(); next != null; next = joining.poll()) {
            byKind.computeIfAbsent(next.kind.name(), name -> new ArrayList<>()).add(next);
            if (replica != null) {
                next.tellChanges(null, replica);
            }
        }
    }

    /** Tells everybody how one replica differs from the one before. */
    void tellChanges(@Nullable Replica before, Replica after) {
        byKind.values().forEach(all -> all.forEach(each -> each.tellChanges(before, after)));
    }

    /** All who listen to a kind, as one. */
    @SuppressWarnings("unchecked") // they joined with a kind of this name
    ChangeListener<Object, Object> of(String kind) {
        List<Subscription<?, ?>> all = byKind.get(kind);
        return all == null
                ? NOBODY
                : (key, before, after) ->
                        all.forEach(each ->
                                ((Subscription<Object, Object>) each).tell(key, before, after));
    }

    private record Subscription<K, T>(DirectoryKind<K, T> kind, ChangeListener<K, T> listener) {

        void tellChanges(@Nullable Replica before, Replica after) {
            after.items(kind).tellChanges(before == null ? null : before.items(kind), this::tell);
        }

        /** A listener's failure must not keep the directory from everybody else. */
        void tell(K key, @Nullable T before, @Nullable T after) {
            try {
                listener.changed(key, before, after);
            } catch (RuntimeException e) {
                LOG.errorf(e, "Listener of the directory failed kind=%s", kind.name());
            }
        }
    }
}
