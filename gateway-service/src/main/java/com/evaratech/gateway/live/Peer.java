package com.evaratech.gateway.live;

import io.vertx.core.Future;

/** The other end of a connection, by the protocol that is spoken on it; on its event loop. */
interface Peer {

    /** Begins to listen to it. */
    void open(LiveSession session);

    /** Sends a message; done when the operating system has it. */
    Future<Void> write(String message);

    /** Tells it where it is. */
    Future<Void> tellCursor(String cursor);

    /** Finds out whether it is still there; its session is told when it is. */
    void ping(LiveSession session);

    /** Ends the connection and says why. */
    void close(Ending ending);

    /** Ends it without waiting for anything. */
    void cut();

    /** Whether nothing can be sent any more. */
    boolean isClosed();
}
