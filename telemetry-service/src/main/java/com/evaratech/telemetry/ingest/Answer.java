package com.evaratech.telemetry.ingest;

import com.evaratech.telemetry.ingest.ItemResult.ItemStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to readings.
 *
 * @param results one for each
 * @param refused why some are to be sent again; null when none is
 */
record Answer(Results results, @Nullable Refused refused) {

    private static final int OK = 200;
    private static final int NOTHING_ACCEPTABLE = 422;
    private static final int TOO_FAST = 429;
    private static final int COME_BACK = 503;

    /**
     * Why readings were not taken now.
     *
     * @param reason in answers
     * @param pause before they are sent again
     * @param isSendersFault whether the sender was too fast, and not we too slow
     */
    record Refused(String reason, Duration pause, boolean isSendersFault) {}

    /**
     * The status speaks of the whole: 200 when something was accepted; when nothing was and
     * something is to be sent again, 429 or 503 by whose fault it is; 422 when all was rejected.
     */
    int status() {
        if (results.has(ItemStatus.ACCEPTED)) {
            return OK;
        }
        if (refused == null) {
            return NOTHING_ACCEPTABLE;
        }
        return refused.isSendersFault() ? TOO_FAST : COME_BACK;
    }

    /** What the header {@code Retry-After} says; empty when nothing is to be sent again. */
    Optional<String> retryAfter() {
        return Optional.ofNullable(refused)
                .map(why -> Long.toString(Math.max(1, why.pause().toSeconds())));
    }
}
