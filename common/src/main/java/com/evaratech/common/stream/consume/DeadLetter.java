package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.StreamId;

/** An entry that will not have its effect, and why. */
final class DeadLetter {

    private final Owned partition;
    private final StreamId id;
    private final Reason reason;
    private final String detail;
    private final byte[] content;

    /** Which of the two ways an entry can be at fault. */
    enum Reason {
        UNREADABLE,
        REFUSED_BY_DATABASE
    }

    DeadLetter(Owned partition, StreamId id, Reason reason, Throwable why, byte[] content) {
        this.partition = partition;
        this.id = id;
        this.reason = reason;
        this.detail = why.getClass().getSimpleName() + ": " + why.getMessage();
        this.content = content;
    }

    Owned partition() {
        return partition;
    }

    StreamId id() {
        return id;
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return detail;
    }

    byte[] content() {
        return content;
    }
}
