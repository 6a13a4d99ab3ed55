package com.evaratech.common.stream;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.ReopenedConnection;

/** A connection to a stream's bus that is opened again after it broke; for one thread. */
public final class StreamConnection implements AutoCloseable {

    private final ReopenedConnection connection;

    public StreamConnection(Bus bus, StreamDefinition stream) {
        this.connection = new ReopenedConnection(() -> checked(bus.connect(), stream));
    }

    /** Whether the connection of before still serves; if not, {@link #current} makes a new one. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /**
     * The open connection, a new one when there is none.
     *
     * @throws com.evaratech.common.bus.BusUnavailable when there is no server
     * @throws IllegalStateException when the stream has another number of partitions
     */
    public BusConnection current() {
        return connection.current();
    }

    /** One that was not found to fit is not used again. */
    private static BusConnection checked(BusConnection fresh, StreamDefinition stream) {
        try {
            StreamTopology.require(fresh, stream);
            return fresh;
        } catch (RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
