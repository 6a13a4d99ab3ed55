package com.evaratech.local.thingspeak.protocol;

/** What a path addresses. Singular and plural paths address the same thing. */
public sealed interface Target {

    /** A target inside one channel. */
    sealed interface InChannel extends Target {
        /** The channel's number. */
        long channel();

        /** The form of the answer. */
        Format format();
    }

    /**
     * {@code /channels/1/feeds.json}: the channel with its newest rows, or, by DELETE, all rows.
     */
    record Feeds(long channel, Format format) implements InChannel {}

    /** {@code /channels/1/feeds/last.json}: the row of the last entry number. */
    record LastFeed(long channel, Format format) implements InChannel {}

    /** {@code /channels/1/feeds/entry/7.json}: the row of one entry number. */
    record Entry(long channel, long entryId, Format format) implements InChannel {}

    /** {@code /channels/1/feeds/last_data_age.json}: seconds since the last entry. */
    record FeedAge(long channel, Format format) implements InChannel {}

    /** {@code /channels/1/fields/2.json}: the channel with its newest rows of one field. */
    record FieldFeeds(long channel, int field, Format format) implements InChannel {}

    /** {@code /channels/1/fields/2/last.txt}: the last value of one field. */
    record LastField(long channel, int field, Format format) implements InChannel {}

    /**
     * {@code /channels/1/fields/2/last_data_age.json}: seconds since the last value of one field.
     */
    record FieldAge(long channel, int field, Format format) implements InChannel {}

    /** {@code /channels/1/status.json}: the newest status texts. */
    record Statuses(long channel, Format format) implements InChannel {}

    /** {@code /channels/1/status/last.json}: the last status text. */
    record LastStatus(long channel, Format format) implements InChannel {}

    /** {@code /channels/1/bulk_update.json}: many rows at once. */
    record BulkUpdate(long channel, Format format) implements InChannel {}

    /** {@code /update} or {@code /update.json}: one row; the write key names the channel. */
    record Update(Format format) implements Target {}
}
