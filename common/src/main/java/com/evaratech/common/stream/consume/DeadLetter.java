package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.StreamId;
import java.util.Locale;

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
        REFUSED_BY_DATABASE;

        /** As the table keeps it. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    DeadLetter(Owned partition, StreamId id, Reason reason, Throwable why, byte[] content) {
        this.partition = partition;
        this.id = id;
        this.reason = reason;
        this.detail = detail(why);
        this.content = content;
    }

    /** A failure in words, as the table keeps it: PostgreSQL's text has no place for U+0000. */
    static String detail(Throwable why) {
        String text = why.getClass().getSimpleName() + ": " + why.getMessage();
        return text.replace("\0", "\\0");
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
