package com.evaratech.gateway.live;

import java.util.Locale;

/** Why the gateway ends a connection; the client learns it by code (RFC 6455 §7.4) and text. */
enum Ending {
    /** The gateway stops; another replica is there. */
    GOING_AWAY(1001, "the gateway stops; connect again"),
    /** Operators have switched live updates off; there is no other replica that has them. */
    SWITCHED_OFF(1001, "live updates are switched off"),
    /** Only text is understood. */
    NOT_TEXT(1003, "only text messages are understood"),
    /** A message is longer than any that is understood. */
    TOO_LARGE(1009, "a message is 64 KB at most"),
    /** More messages wait than a client may leave unread. */
    TOO_SLOW(1013, "messages are not read fast enough; connect again"),
    /** What the client said is not understood; the message before says why. */
    NOT_UNDERSTOOD(4400, "the message is not understood"),
    /** The token has expired. */
    TOKEN_EXPIRED(4401, "the token has expired; connect with a new one"),
    /** The profile was disabled, or lost the role that this takes. */
    PROFILE_REVOKED(4403, "access has been revoked"),
    /** The client sends more than anybody who listens. */
    FLOOD(4429, "too much was sent"),
    /** The client does not answer pings, or never said what it wants. */
    SILENT(4408, "nothing was heard of the client");

    private final short code;
    private final String text;

    Ending(int code, String text) {
        this.code = (short) code;
        this.text = text;
    }

    short code() {
        return code;
    }

    String text() {
        return text;
    }

    /** As metrics name it. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
