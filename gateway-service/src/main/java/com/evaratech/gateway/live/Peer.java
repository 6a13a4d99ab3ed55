package com.evaratech.gateway.live;

/** The other end of a connection, by the protocol that is spoken on it; on its event loop. */
interface Peer {

    /** Begins to listen to it. */
    void open(LiveSession session);

    /**
     * Writes a message, which goes with the next {@link #flush}.
     *
     * @param gone called when the operating system has it, or never will
     */
    void write(Message message, Runnable gone);

    /** Sends what was written. */
    void flush();

    /** Finds out whether it is still there; its session is told when it is. */
    void ping(LiveSession session);

    /** Ends the connection and says why. */
    void close(Ending ending);

    /** Ends it without waiting for anything. */
    void cut();

    /** Whether nothing can be sent any more. */
    boolean isClosed();
}
