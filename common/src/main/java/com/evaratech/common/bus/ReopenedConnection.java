package com.evaratech.common.bus;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection to the bus that is opened again after it broke; for one thread at a time. */
public final class ReopenedConnection implements AutoCloseable {

    private final Supplier<BusConnection> opening;
    private @Nullable BusConnection connection;

    /**
     * None is open yet.
     *
     * @param opening makes one, or fails with {@link BusUnavailable}
     */
    public ReopenedConnection(Supplier<BusConnection> opening) {
        this.opening = opening;
    }

    /** Whether the connection of before still serves; if not, {@link #current} makes a new one. */
    public boolean isOpen() {
        return connection != null && connection.isOpen();
    }

    /**
     * The open connection, a new one when there is none.
     *
     * @throws BusUnavailable when there is no server
     */
    public BusConnection current() {
        BusConnection current = connection;
        if (current == null || !current.isOpen()) {
            current = opening.get();
            connection = current;
        }
        return current;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
