package com.evaratech.common.directory.follow;

import org.jspecify.annotations.Nullable;

/** What is known of one item. */
sealed interface Known<T> {

    /** Packed; the higher one counts. */
    long version();

    /** The item, if there is one that can be read. */
    @Nullable T item();

    /** It is there. */
    record Present<T>(long version, T item) implements Known<T> {}

    /** It was there once, or may have been. */
    record Gone<T>(long version) implements Known<T> {
        @Override
        public @Nullable T item() {
            return null;
        }
    }

    /** It is there in a form that this release cannot read: neither it nor its absence is known. */
    record Unreadable<T>(long version) implements Known<T> {
        @Override
        public @Nullable T item() {
            return null;
        }
    }
}
