package com.evaratech.common.stream;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import org.jspecify.annotations.Nullable;

/** A connection to a stream's bus that is opened again after it broke; for one thread. */
public final class StreamConnection implements AutoCloseable {

    private final Bus bus;
    private final StreamDefinition stream;
    private @Nullable BusConnection connection;

    public StreamConnection(Bus bus, StreamDefinition stream) {
        this.bus = bus;
        this.stream = stream;
    }

    /** Whether the connection of before still serves; if not, {@link #current} makes a new one. */
    public boolean isOpen() {
        return connection != null && connection.isOpen();
    }

    /**
     * The open connection, a new one when there is none.
     *
     * @throws com.evaratech.common.bus.BusUnavailable when there is no server
     * @throws IllegalStateException when the stream has another number of partitions
     */
    public BusConnection current() {
        BusConnection current = connection;
        if (current == null || !current.isOpen()) {
            current = checked(bus.connect());
            connection = current;
        }
        return current;
    }

    /** One that was not found to fit is not used again. */
    private BusConnection checked(BusConnection fresh) {
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
        if (connection != null) {
            connection.close();
        }
    }
}
