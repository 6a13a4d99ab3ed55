package com.evaratech.common.outbox;

/**
 * An event is missing in the outbox: somebody deleted it, or wrote numbers by hand. The relay does
 * not go on past it, since what it told would be lost without a word.
 */
public final class OutboxGap extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutboxGap(String schema, long expected, long found) {
        super(
                "outbox of %s: event %d is missing, the next one there is %d"
                        .formatted(schema, expected, found));
    }
}
