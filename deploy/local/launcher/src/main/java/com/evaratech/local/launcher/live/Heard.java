package com.evaratech.local.launcher.live;

/** What came over a connection. */
sealed interface Heard {

    /** A whole message. */
    record Message(String text) implements Heard {}

    /** The gateway is there. */
    record Ping() implements Heard {}

    /**
     * It is over.
     *
     * @param code of RFC 6455 or of Evara's; 1006 when it broke
     * @param reason what the gateway said, or what broke
     */
    record End(int code, String reason) implements Heard {

        static final int BROKEN = 1006;

        static End broken(Throwable cause) {
            String message = cause.getMessage();
            return new End(BROKEN, message == null ? cause.getClass().getSimpleName() : message);
        }
    }
}
