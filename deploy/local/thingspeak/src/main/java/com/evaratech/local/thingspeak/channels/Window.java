package com.evaratech.local.thingspeak.channels;

/**
 * Which rows a reader asks for; all bounds are inclusive.
 *
 * @param fromSecond earliest time, seconds since 1970
 * @param toSecond latest time; {@code Long.MAX_VALUE} when there is none, because the hosted
 *     service also returns rows dated in the future
 * @param fromEntry smallest entry number
 * @param toEntry largest entry number
 */
public record Window(long fromSecond, long toSecond, long fromEntry, long toEntry) {
    /** Every row. */
    public static final Window ALL =
            new Window(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);

    boolean holds(Row row) {
        return row.second() >= fromSecond
                && row.second() <= toSecond
                && row.entryId() >= fromEntry
                && row.entryId() <= toEntry;
    }
}
