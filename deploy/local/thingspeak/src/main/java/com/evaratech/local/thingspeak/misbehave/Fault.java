package com.evaratech.local.thingspeak.misbehave;

import java.time.Duration;
import java.util.OptionalInt;

/** One way to spoil an answer. */
public sealed interface Fault {

    /** The right answer, late. */
    record Delay(Duration by) implements Fault {}

    /**
     * Another answer, and the request has no effect.
     *
     * @param retryAfterSeconds value of the header Retry-After, which the real service does not
     *     send
     */
    record Replace(int status, String contentType, String body, OptionalInt retryAfterSeconds)
            implements Fault {}

    /**
     * The right answer, cut off; the length header fits what is sent. {@code keep} is the share
     * kept, 0 to 1.
     */
    record Truncate(double keep) implements Fault {}

    /** The connection is closed: before any answer, or in the middle of its body. */
    record Drop(boolean midway) implements Fault {}

    /** The right answer, a few bytes at a time. */
    record Trickle(int bytes, Duration every) implements Fault {}

    /** The right answer, compressed although nobody asked. */
    record Gzip() implements Fault {}

    /** A valid answer of this many bytes. */
    record Huge(int bytes) implements Fault {}

    /** Status 302 to another place. */
    record Redirect(String location) implements Fault {}

    /** The right answer under another media type. */
    record Mislabel(String contentType) implements Fault {}
}
