package com.evaratech.common.stream.publish;

import com.evaratech.common.stream.StreamId;
import java.time.Duration;

/** What became of an entry that was handed to the publisher. */
public sealed interface Acceptance {

    /**
     * The entry is on the bus' disk and will have its effect exactly once.
     *
     * @param partition where it is
     * @param id its place there
     */
    record Accepted(int partition, StreamId id) implements Acceptance {}

    /**
     * The entry was not accepted; it may be on the bus all the same when the reason says so.
     * Whoever hands it over again must not mind it arriving twice.
     *
     * @param reason why
     * @param retryAfter when it is worth trying again
     */
    record Refused(Refusal reason, Duration retryAfter) implements Acceptance {}
}
