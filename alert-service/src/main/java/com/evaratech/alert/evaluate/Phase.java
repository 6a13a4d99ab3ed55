package com.evaratech.alert.evaluate;

/** How far a node is under a rule. Times are milliseconds of the epoch, by the readings' clock. */
sealed interface Phase {

    /** The one of its kind. */
    Ok OK = new Ok();

    /** The condition does not hold. */
    record Ok() implements Phase {}

    /**
     * The condition holds, not long enough yet.
     *
     * @param sinceMillis the first reading of those that it has held for
     */
    record Pending(long sinceMillis) implements Phase {}

    /**
     * An alert is open.
     *
     * @param sinceMillis the first reading of those that led to it
     */
    record Firing(long sinceMillis) implements Phase {}
}
