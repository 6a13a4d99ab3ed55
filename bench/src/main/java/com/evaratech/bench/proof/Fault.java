package com.evaratech.bench.proof;

import java.util.Locale;

/** A way in which the parts of a stream are hurt. */
enum Fault {
    /** Owners are killed one after the other, each followed by a new one. */
    KILLED_OWNERS,
    /** An owner hangs for longer than its lease, and goes on. */
    HUNG_OWNER,
    /** More owners come, and two die at once. */
    OVERLAPPING_OWNERS,
    /** One owner, then four, then two. */
    SCALED_OWNERS,
    /** Two owners whose rounds take long hang in turns, so that partitions go to and fro. */
    SLOW_OWNERS_TAKING_TURNS,
    /** Redis is killed and starts again. */
    KILLED_REDIS,
    /** PostgreSQL is killed and starts again. */
    KILLED_POSTGRES,
    /** Every connection is cut, several times. */
    CUT_CONNECTIONS,
    /** Commits arrive whose answers do not. */
    LOST_COMMIT_ANSWERS,
    /** Entries that nobody can digest, among others. */
    POISON,
    /** Entries are trimmed that were not read. */
    TRIMMED_GAP,
    /** Redis comes back empty. */
    EMPTY_REDIS;

    /** Its name for people. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
