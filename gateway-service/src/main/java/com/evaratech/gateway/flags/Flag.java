package com.evaratech.gateway.flags;

import java.util.Locale;

/** What can be switched while the gateway runs. */
public enum Flag {
    /** Whether callers' requests are limited. */
    ENABLE_RATE_LIMITING,
    /** Whether there are live updates. */
    ENABLE_WEBSOCKETS;

    /** The variable that says it at start, and the file that overrules it. */
    String variable() {
        return name();
    }

    /** As metrics name it. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
