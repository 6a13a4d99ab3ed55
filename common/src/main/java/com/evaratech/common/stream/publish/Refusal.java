package com.evaratech.common.stream.publish;

import java.util.Locale;

/** Why an entry was not accepted. */
public enum Refusal {

    /** Consumers are too many entries behind. */
    BACKLOG,

    /** Consumers are too long behind. */
    AGE,

    /** The bus has no memory to spare. */
    MEMORY,

    /** This publisher has as much on its way as it may. */
    BUSY,

    /** Another server took over; publishing pauses for as long as clocks may differ. */
    SERVER_CHANGED,

    /** The bus is not set to keep what it takes. */
    NOT_DURABLE,

    /** The bus cannot be reached or takes no entries. */
    UNREACHABLE,

    /** The bus did not answer: the entry may be on it. */
    UNANSWERED,

    /** The entry is on the bus, but not on as many replicas as acceptance asks for. */
    NOT_REPLICATED;

    /** Its name in metrics. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
