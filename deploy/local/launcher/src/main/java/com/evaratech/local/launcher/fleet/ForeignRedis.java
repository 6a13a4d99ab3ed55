package com.evaratech.local.launcher.fleet;

import com.evaratech.local.launcher.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The operator's own Redis, named by {@code REDIS_URL}: asked once before anything starts. */
final class ForeignRedis {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int DEFAULT_PORT = 6379;
    private static final Map<String, Boolean> ENCRYPTED = Map.of("redis", false, "rediss", true);

    private ForeignRedis() {}

    /**
     * Says PING to the server and accepts any answer of a Redis: whether the password is right, the
     * services find out.
     *
     * @throws Trouble when the URL cannot be understood or no Redis answers
     */
    static void requireAnswer(String url) {
        URI uri = parse(url);
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        try (Socket socket = connect(uri, port)) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            if (first != '+' && first != '-') {
                throw new IOException("what answers there is no Redis");
            }
        } catch (IOException e) {
            throw new Trouble(
                    "REDIS_URL names %s:%d, where no Redis answers (%s); start it or correct the URL, %s"
                            .formatted(uri.getHost(), port, e.getMessage(), wayOut()),
                    e);
        }
    }

    private static Socket connect(URI uri, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(uri.getHost(), port), (int) LIMIT.toMillis());
        socket.setSoTimeout((int) LIMIT.toMillis());
        return isEncrypted(uri)
                ? ((SSLSocketFactory) SSLSocketFactory.getDefault())
                        .createSocket(socket, uri.getHost(), port, true)
                : socket;
    }

    private static boolean isEncrypted(URI uri) {
        return Boolean.TRUE.equals(ENCRYPTED.get(uri.getScheme()));
    }

    private static URI parse(String url) {
        URI uri = uriOrNull(url);
        if (uri == null
                || uri.getScheme() == null
                || !ENCRYPTED.containsKey(uri.getScheme())
                || uri.getHost() == null) {
            throw new Trouble(
                    "REDIS_URL must be redis://[:password@]host:port[/database]; correct it, "
                            + wayOut());
        }
        return uri;
    }

    private static @Nullable URI uriOrNull(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Its message quotes the text, which may hold a password; that it cannot be read is all
            // there is to say.
            return null;
        }
    }

    private static String wayOut() {
        return "or unset REDIS_URL to use the embedded Redis.";
    }
}
