package com.evaratech.bench.site;

import com.evaratech.bench.host.Pause;
import com.evaratech.local.process.LoopbackPorts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kept connection of a device to the gateway, one request at a time. Bytes in, bytes out: a
 * whole HTTP client would take more of the two cores than the gateway does.
 */
public final class Door implements AutoCloseable {

    public static final int OK = 200;

    private static final int COME_AGAIN = 503;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int STATUS_DIGITS = 3;
    private static final int BUFFER = 256 << 10;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern LENGTH =
            Pattern.compile(
                    "^content-length: *(\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private final Duration patience;
    private int filled;

    /** Connects to the gateway's port. */
    public Door(int port) throws IOException {
        this(port, PATIENCE);
    }

    /**
     * The same.
     *
     * @param patience how long it waits for an answer, and how often it comes again
     */
    Door(int port, Duration patience) throws IOException {
        this.patience = patience;
        socket.setTcpNoDelay(true);
        socket.connect(LoopbackPorts.address(port));
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /**
     * Sends a request and reads its answer to the end.
     *
     * @return the status
     * @throws IOException when there is no answer within a minute
     */
    public int send(byte[] request) throws IOException {
        out.write(request);
        filled = 0;
        int head = readHead();
        String text = new String(buffer, 0, head, StandardCharsets.US_ASCII);
        Matcher length = LENGTH.matcher(text);
        if (!length.find()) {
            throw new IOException("an answer without a length: " + text);
        }
        int whole = head + Integer.parseInt(length.group(1));
        while (filled < whole) {
            fill();
        }
        return Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + STATUS_DIGITS));
    }

    /**
     * Sends until it is taken, as a device does that is told to come again: a service may not know
     * for a moment whose keys are good, or the bus not take more.
     *
     * @return how often it was told so
     * @throws IOException when it is told so for a minute
     */
    public int deliver(byte[] request) throws IOException, InterruptedException {
        int refusals = 0;
        long end = System.nanoTime() + patience.toNanos();
        for (int status = send(request); status != OK; status = send(request)) {
            if (status != COME_AGAIN) {
                throw new IOException("readings were answered with " + status);
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException(
                        "readings were not taken for %d s".formatted(patience.toSeconds()));
            }
            refusals++;
            Pause.of(PAUSE);
        }
        return refusals;
    }

    private int readHead() throws IOException {
        int looked = 0;
        while (true) {
            for (int at = looked; at + END_OF_HEAD.length <= filled; at++) {
                if (isEndOfHead(at)) {
                    return at + END_OF_HEAD.length;
                }
            }
            looked = Math.max(0, filled - END_OF_HEAD.length + 1);
            fill();
        }
    }

    private boolean isEndOfHead(int at) {
        for (int i = 0; i < END_OF_HEAD.length; i++) {
            if (buffer[at + i] != END_OF_HEAD[i]) {
                return false;
            }
        }
        return true;
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read <= 0) {
            throw new EOFException("the gateway ended the connection, or answered too much");
        }
        filled += read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
