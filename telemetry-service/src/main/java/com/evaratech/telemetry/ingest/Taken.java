package com.evaratech.telemetry.ingest;

import java.time.Duration;

/** What became of a message with readings. */
public sealed interface Taken {

    /**
     * What is acceptable in it is accepted.
     *
     * @param readings that will be stored, whatever dies; 1 or more
     * @param rejected that will not, and were to no avail sent again
     */
    record Accepted(int readings, int rejected) implements Taken {}

    /**
     * Nothing in it is acceptable: sending it again is of no use.
     *
     * @param reason a code, of few that there are
     * @param detail what is at fault, for whoever sent it
     */
    record Rejected(String reason, String detail) implements Taken {}

    /**
     * Nothing of it was taken now; sending it again is safe.
     *
     * @param reason a code
     * @param pause before that
     * @param isSendersFault whether the sender was too fast, and not we too slow
     */
    record Later(String reason, Duration pause, boolean isSendersFault) implements Taken {}
}
