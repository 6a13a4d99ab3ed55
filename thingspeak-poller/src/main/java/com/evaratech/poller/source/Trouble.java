package com.evaratech.poller.source;

import java.util.Arrays;
import java.util.Locale;

/** What can be wrong with an answer, or with getting one. */
public enum Trouble {
    /** No connection, or it broke. */
    UNREACHABLE(true),
    /** The host's name has no address. */
    NAME_UNKNOWN(true),
    /** The name stands for an address inside a private network, which is not asked. */
    PRIVATE_ADDRESS(true),
    /** The host is not who it should be, or does not encrypt as it should. */
    TLS_FAILED(true),
    /** The answer did not come, or not all of it, in time. */
    TIMEOUT(true),
    /** Status 500 or above. */
    SERVER_ERROR(true),
    /** Not JSON: a proxy's page of HTML, or an answer that was cut off. */
    NOT_JSON(true),
    /** JSON, but no feed of a channel. */
    NOT_A_FEED(false),
    /** More than is read at most. */
    TOO_LARGE(false),
    /** A private channel, and the key is missing or wrong. */
    KEY_REFUSED(false),
    /** The key was sealed with one that is not in the ring here; nothing was asked. */
    KEY_UNREADABLE(false),
    /** There is no such channel. */
    NOT_FOUND(false),
    /** Status 429. */
    TOO_MANY_REQUESTS(false),
    /** Status 300 to 399; never followed, since the key would go along. */
    REDIRECTED(false),
    /** Any other status that is no success. */
    REQUEST_REFUSED(false),
    /** Something in it that we cannot work with; nothing of the page was taken in. */
    INTERNAL(false);

    private final boolean ofHost;

    Trouble(boolean ofHost) {
        this.ofHost = ofHost;
    }

    /** Whether other channels can be expected to meet it, too. */
    boolean isOfHost() {
        return ofHost;
    }

    /** Whether it stays until somebody changes the mapping, or the channel at its source. */
    public boolean isOfMapping() {
        return switch (this) {
            case KEY_REFUSED, KEY_UNREADABLE, NOT_FOUND -> true;
            default -> false;
        };
    }

    /** The same by the name. */
    public static boolean isOfMapping(String code) {
        return Arrays.stream(values())
                .anyMatch(trouble -> trouble.isOfMapping() && trouble.code().equals(code));
    }

    /** Its name in answers and metrics. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
