package com.evaratech.gateway.routing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bare connection to the gateway that stays open over several requests, byte for byte. */
final class KeptConnection implements AutoCloseable {

    // Longer than the gateway goes on reading what it refused.
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

    private final Socket socket;

    private KeptConnection(Socket socket) {
        this.socket = socket;
    }

    static KeptConnection open() {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), Gateway.port());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new KeptConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for {@code path} without a token, and reads the whole answer. */
    String nextAnswer(String path) {
        send("GET %s HTTP/1.1\r\nHost: evara.test\r\n\r\n".formatted(path));
        return readAnswer();
    }

    /** An answer with its body, as long as its Content-Length says. */
    String readAnswer() {
        String head = readHead();
        Matcher length = LENGTH.matcher(head);
        return length.find() ? head + read(Integer.parseInt(length.group(1))) : head;
    }

    /** An answer as far as the blank line. */
    String readHead() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD) < 0) {
            String next = read(1);
            if (next.isEmpty()) {
                throw new AssertionError("The gateway closed after: " + head);
            }
            head.append(next);
        }
        return head.toString();
    }

    /** Whether the gateway ends the connection, in an orderly way. */
    boolean isEnded() {
        return read(1).isEmpty();
    }

    private String read(int bytes) {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream(bytes);
            read.write(in.readNBytes(bytes));
            return read.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
