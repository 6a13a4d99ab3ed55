package com.evaratech.local.thingspeak.protocol;

/**
 * How rows become buckets.
 *
 * @param kind what a bucket shows
 * @param minutes its length, one of those that ThingSpeak allows
 * @param daily whether it is the calendar day of the request's zone rather than a number of minutes
 */
record Aggregation(Kind kind, int minutes, boolean daily) {
    /** What a bucket shows. */
    enum Kind {
        /** The first value in it, as it is. */
        TIMESCALE,
        SUM,
        AVERAGE,
        MEDIAN
    }
}
