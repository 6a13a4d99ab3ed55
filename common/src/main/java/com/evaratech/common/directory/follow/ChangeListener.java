package com.evaratech.common.directory.follow;

import org.jspecify.annotations.Nullable;

/**
 * Told of each item of a kind: of those that are there when it begins to listen, then of every
 * change. On the follower's thread, one call at a time, so it must not block; after a lost snapshot
 * was read again, only of what differs.
 */
@FunctionalInterface
public interface ChangeListener<K, T> {

    /**
     * An item changed.
     *
     * @param before what it was, {@code null} when it is new
     * @param after what it is, {@code null} when it is gone
     */
    void changed(K key, @Nullable T before, @Nullable T after);
}
