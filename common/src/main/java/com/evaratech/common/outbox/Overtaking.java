package com.evaratech.common.outbox;

import java.util.Set;

/**
 * Which events do not wait for others: those that take something away from somebody, who could go
 * on with it for as long as a backlog takes.
 *
 * @param kinds of events that always overtake
 * @param kindsOfEnds of events that overtake when what they are about is gone
 */
public record Overtaking(Set<String> kinds, Set<String> kindsOfEnds) {

    /** Everything in its order. */
    public static final Overtaking NONE = new Overtaking(Set.of(), Set.of());

    public Overtaking {
        kinds = Set.copyOf(kinds);
        kindsOfEnds = Set.copyOf(kindsOfEnds);
    }

    boolean isNone() {
        return kinds.isEmpty() && kindsOfEnds.isEmpty();
    }
}
