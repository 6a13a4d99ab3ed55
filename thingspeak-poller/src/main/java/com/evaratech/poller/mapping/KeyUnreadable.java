package com.evaratech.poller.mapping;

/** A channel's read key was sealed with a key that is not in the ring of this service. */
public final class KeyUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    KeyUnreadable() {
        super(
                "no key of CHANNEL_KEY_RING here opens the channel's read key: give this service"
                        + " the ring of node-service",
                null,
                false,
                false);
    }
}
