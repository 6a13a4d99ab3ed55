package com.evaratech.gateway.routing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bare connection to the gateway that stays open over several requests, byte for byte. */
public final class KeptConnection implements AutoCloseable {

    // Longer than the gateway goes on reading what it refused.
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

    private final Socket socket;

    private KeptConnection(Socket socket) {
        this.socket = socket;
    }

    /** Connects. */
    public static KeptConnection open() {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), Gateway.port());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new KeptConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends these bytes as they are. */
    public void send(String bytes) {
        sendBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public void sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for {@code path} without a token, and reads the whole answer. */
    public String nextAnswer(String path) {
        send("GET %s HTTP/1.1\r\nHost: evara.test\r\n\r\n".formatted(path));
        return readAnswer();
    }

    /** Whether something has come that was not read. */
    public boolean hasAnswer() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer with its body, as long as its Content-Length says. */
    public String readAnswer() {
        String head = readHead();
        Matcher length = LENGTH.matcher(head);
        return length.find() ? head + read(Integer.parseInt(length.group(1))) : head;
    }

    /** An answer as far as the blank line. */
    public String readHead() {
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
    public boolean isEnded() {
        return read(1).isEmpty();
    }

    /** All that is left, as far as it comes. */
    public String readToEnd() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            long _ = socket.getInputStream().transferTo(bytes);
        } catch (SocketException e) {
            // It was reset: what came before is all there is.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private String read(int bytes) {
        return new String(readBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** As many bytes, or fewer when the connection ends. */
    public byte[] readBytes(int bytes) {
        try {
            return socket.getInputStream().readNBytes(bytes);
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
