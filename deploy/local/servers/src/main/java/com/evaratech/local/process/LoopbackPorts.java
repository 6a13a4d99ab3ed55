package com.evaratech.local.process;

import com.evaratech.local.LocalServerException.PortBusy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** TCP ports of 127.0.0.1. */
public final class LoopbackPorts {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int ANY = 0;

    private LoopbackPorts() {}

    /**
     * A port nobody listens on at this moment. Between the answer and its use another process may
     * take it, so who uses it asks again when binding fails.
     */
    public static int free() {
        return free(1, Set.of()).getFirst();
    }

    /**
     * As many ports nobody listens on at this moment, none of them twice: who needs several that
     * are not bound at once draws them together. Ports that the system gives to outgoing
     * connections are drawn only when there are no others.
     *
     * @param but ports that are given away already, though nobody need listen there yet
     */
    public static List<Integer> free(int count, Set<Integer> but) {
        return free(count, but, EphemeralPorts.ofSystem());
    }

    static List<Integer> free(int count, Set<Integer> but, EphemeralPorts ephemeral) {
        List<Integer> candidates =
                ephemeral.others().boxed().collect(Collectors.toCollection(ArrayList::new));
        candidates.removeAll(but);
        // Other processes draw too: not all of them from the same end.
        Collections.shuffle(candidates);
        List<ServerSocket> held = new ArrayList<>();
        try {
            List<Integer> drawn = new ArrayList<>();
            for (int i = 0; i < candidates.size() && drawn.size() < count; i++) {
                hold(candidates.get(i), held, drawn);
            }
            while (drawn.size() < count) {
                hold(ANY, held, drawn);
                drawn.removeAll(but);
            }
            return List.copyOf(drawn);
        } catch (IOException e) {
            throw new UncheckedIOException("No " + count + " free loopback ports", e);
        } finally {
            held.forEach(LoopbackPorts::release);
        }
    }

    // Held until all are drawn: so no port is drawn twice, nor given to anybody else meanwhile.
    private static void hold(int port, List<ServerSocket> held, List<Integer> drawn)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        held.add(socket);
        try {
            socket.bind(address(port));
            drawn.add(socket.getLocalPort());
        } catch (BindException e) {
            if (port == ANY) {
                throw e;
            }
            // Somebody listens there: the next candidate.
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Port " + socket.getLocalPort() + " was not released", e);
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
