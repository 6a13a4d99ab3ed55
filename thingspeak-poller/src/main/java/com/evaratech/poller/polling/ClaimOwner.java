package com.evaratech.poller.polling;

import java.util.UUID;

/**
 * Who claims: the replica and its turn. Whoever loses a claim and claims the channel anew is
 * somebody else, so that what is left of its first poll ends nothing of the second.
 */
final class ClaimOwner {

    private final String replica = UUID.randomUUID().toString();
    private long turn;

    /** For the next turn. */
    String next() {
        turn++;
        return replica + "/" + turn;
    }
}
