package com.evaratech.bench.proof;

/**
 * A promise that was not kept.
 *
 * @param kind which
 * @param detail of which entry
 */
record Violation(Kind kind, String detail) {

    /** The promises. */
    enum Kind {
        /** Accepted, and neither had its effect nor was told of. */
        MISSING,
        /** Had its effect more than once. */
        DOUBLED,
        /** Had an effect though it was refused, or never published. */
        FROM_NOWHERE,
        /** Effects of one key were not had in the order of acceptance. */
        OUT_OF_ORDER,
        /** Told of as lost though it could be read, or had its effect all the same. */
        WRONGLY_LOST,
        /** A dead letter though it is digestible, or more than one, or none though it is not. */
        WRONGLY_DEAD
    }
}
