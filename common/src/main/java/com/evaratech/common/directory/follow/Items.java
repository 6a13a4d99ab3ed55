package com.evaratech.common.directory.follow;

import com.evaratech.common.directory.store.DirectoryItem;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All items of one kind: written by the follower's thread, read by any. Whatever order versions
 * come in, and however often, the highest one of each item stays.
 */
final class Items<K, T> {

    private static final Logger LOG = Logger.getLogger(Items.class);

    private final DirectoryKind<K, T> kind;
    private final Map<K, Known<T>> byKey = new ConcurrentHashMap<>();

    Items(DirectoryKind<K, T> kind) {
        this.kind = kind;
    }

    @Nullable Known<T> find(K key) {
        return byKey.get(key);
    }

    /** Takes an item unless it is known as new or newer, and tells the listener what changed. */
    void take(DirectoryItem item, ChangeListener<? super K, ? super T> listener) {
        K key = key(item);
        if (key == null) {
            return;
        }
        Known<T> before = byKey.get(key);
        if (before != null && before.version() >= item.version().packed()) {
            return;
        }
        Known<T> after = read(key, item);
        byKey.put(key, after);
        tell(listener, key, before == null ? null : before.item(), after.item());
    }

    /** Nobody can ask for an item whose id is none: it is left out. */
    private @Nullable K key(DirectoryItem item) {
        try {
            return kind.key().apply(item.id());
        } catch (IllegalArgumentException e) {
            LOG.errorf(e, "Directory item has no id kind=%s id=%s", kind.name(), item.id());
            return null;
        }
    }

    private Known<T> read(K key, DirectoryItem item) {
        long version = item.version().packed();
        String json = item.json();
        if (json == null) {
            return new Known.Gone<>(version);
        }
        try {
            return new Known.Present<>(version, kind.form().apply(key, json));
        } catch (RuntimeException e) { // whatever a form finds wrong
            LOG.errorf(e, "Directory item cannot be read kind=%s id=%s", kind.name(), item.id());
            return new Known.Unreadable<>(version);
        }
    }

    /** Tells how this differs from what was before. */
    void tellChanges(@Nullable Items<K, T> before, ChangeListener<? super K, ? super T> listener) {
        byKey.forEach((key, known) ->
                tell(
                        listener,
                        key,
                        before == null ? null : itemOf(before.find(key)),
                        known.item()));
        if (before != null) {
            before.byKey.forEach((key, known) -> {
                if (!byKey.containsKey(key)) {
                    tell(listener, key, known.item(), null);
                }
            });
        }
    }

    private static <T> @Nullable T itemOf(@Nullable Known<T> known) {
        return known == null ? null : known.item();
    }

    private static <K, T> void tell(
            ChangeListener<? super K, ? super T> listener,
            K key,
            @Nullable T before,
            @Nullable T after) {
        if (!Objects.equals(before, after)) {
            listener.changed(key, before, after);
        }
    }
}
