package com.evaratech.local.redis;

import com.evaratech.local.process.LoopbackPorts;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A plain connection to Redis (protocol RESP 2) for the few commands local tools need: those that
 * answer with a text or a number. One thread at a time.
 */
public final class RedisConnection implements Closeable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Socket socket;
    private final InputStream replies;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.replies = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to a server on this machine and gives the password. */
    public static RedisConnection open(int port, String password) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(LoopbackPorts.address(port), (int) TIMEOUT.toMillis());
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            RedisConnection connection = new RedisConnection(socket);
            Optional<String> _ = connection.call("AUTH", password);
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends one command.
     *
     * @return the reply as text, empty for nil
     * @throws RedisErrorReply when the server answers with an error
     */
    public Optional<String> call(String... words) throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes(ascii("*" + words.length + "\r\n"));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            command.writeBytes(ascii("$" + bytes.length + "\r\n"));
            command.writeBytes(bytes);
            command.writeBytes(ascii("\r\n"));
        }
        socket.getOutputStream().write(command.toByteArray());
        return reply();
    }

    private Optional<String> reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> Optional.of(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '-' -> throw new RedisErrorReply(rest);
            default -> throw new IOException("Reply of a form no caller asks for: " + line);
        };
    }

    private Optional<String> bulk(int length) throws IOException {
        if (length < 0) {
            return Optional.empty();
        }
        byte[] bytes = replies.readNBytes(length);
        String end = line();
        if (bytes.length < length || !end.isEmpty()) {
            throw new EOFException("Reply cut short");
        }
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = replies.read(); next != '\n'; next = replies.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
