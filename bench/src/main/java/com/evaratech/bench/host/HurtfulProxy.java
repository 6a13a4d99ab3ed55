package com.evaratech.bench.host;

import com.evaratech.local.process.LoopbackPorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Stands between clients and a server: cuts every connection when told, or when the server answers
 * that it has committed, so that the client cannot know what became of its transaction.
 */
public final class HurtfulProxy implements AutoCloseable {

    // The server's answer; the question has no text once the client has it prepared.
    private static final byte[] COMMIT = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 64 << 10;

    private final ServerSocket door;
    private final IntSupplier server;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger toSwallow = new AtomicInteger();

    private HurtfulProxy(ServerSocket door, IntSupplier server) {
        this.door = door;
        this.server = server;
    }

    /** Opens a door on a free port to the server's port, asked for with each connection. */
    public static HurtfulProxy open(IntSupplier server) throws IOException {
        var door = new ServerSocket();
        door.bind(LoopbackPorts.address(0));
        var proxy = new HurtfulProxy(door, server);
        Thread.ofVirtual().name("hurtful-proxy").start(proxy::accept);
        return proxy;
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Cuts every connection there is. */
    public void cut() {
        pairs.forEach(Pair::cut);
    }

    /** The next so many commits reach the server, and their answers nobody. */
    public void swallowCommitAnswers(int count) {
        toSwallow.set(count);
    }

    /** How many of them are still to come. */
    public int answersToSwallow() {
        return Math.max(0, toSwallow.get());
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException e) {
            // The door was closed.
            cut();
        }
    }

    private void connect(Socket client) {
        var upstream = new Socket();
        var pair = new Pair(client, upstream);
        try {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            upstream.connect(LoopbackPorts.address(server.getAsInt()));
            pairs.add(pair);
            Thread.ofVirtual().start(() -> pass(pair, true));
            pass(pair, false);
        } catch (IOException e) {
            // A server that is away looks to the client like a connection that was cut.
            pair.cut();
        } finally {
            pairs.remove(pair);
        }
    }

    private void pass(Pair pair, boolean fromClient) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = (fromClient ? pair.client : pair.upstream).getInputStream();
            OutputStream out = (fromClient ? pair.upstream : pair.client).getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!fromClient && tellsOfCommit(buffer, count) && takeOne()) {
                    break;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // Cut from one of the sides: the other side must hear of it, below.
            pair.cut();
        } finally {
            pair.cut();
        }
    }

    private boolean takeOne() {
        return toSwallow.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private static boolean tellsOfCommit(byte[] buffer, int count) {
        for (int at = 0; at + COMMIT.length <= count; at++) {
            if (Arrays.equals(buffer, at, at + COMMIT.length, COMMIT, 0, COMMIT.length)) {
                return true;
            }
        }
        return false;
    }

    private static final class Pair {

        private final Socket client;
        private final Socket upstream;

        Pair(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void cut() {
            close(client);
            close(upstream);
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("a socket could not be closed", e);
            }
        }
    }
}
