package com.evaratech.local.process;

import com.evaratech.local.LocalServerException.PortBusy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of 127.0.0.1. */
public final class LoopbackPorts {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private LoopbackPorts() {}

    /**
     * A port nobody listens on at this moment. Between the answer and its use another process may
     * take it, so who uses it asks again when binding fails.
     */
    public static int free() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free loopback port", e);
        }
    }

    /** Whether a server could listen on this port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Servers set it too: connections in TIME_WAIT from the last run do not make a port
            // busy.
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " could not be tried", e);
        }
    }

    /**
     * Refuses a taken port.
     *
     * @throws PortBusy naming the process that holds it, where the system tells
     */
    public static void requireFree(int port, String server) {
        if (!isFree(port)) {
            throw new PortBusy(server, port, PortHolder.describe(port));
        }
    }

    /** 127.0.0.1 with this port. */
    public static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }
}
