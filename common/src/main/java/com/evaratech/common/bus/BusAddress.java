package com.evaratech.common.bus;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the bus is and how to sign in to it.
 *
 * @param host name or address
 * @param port TCP port
 * @param user of Redis' access lists, absent for the default user
 * @param password absent when the server asks for none
 * @param database number of the logical database
 * @param tls whether the connection is encrypted
 */
public record BusAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database,
        boolean tls) {

    private static final int DEFAULT_PORT = 6379;

    /**
     * Reads {@code redis[s]://[user]:password@host[:port][/database]}, user and password
     * percent-encoded.
     *
     * @throws IllegalArgumentException when it is not of that form; the message holds no password
     */
    public static BusAddress parse(String url) {
        URI uri = uri(url);
        @Nullable String host = uri.getHost();
        boolean tls = "rediss".equals(uri.getScheme());
        if (host == null || !(tls || "redis".equals(uri.getScheme()))) {
            throw notOfTheForm();
        }
        @Nullable String login = uri.getRawUserInfo();
        String[] parts = login == null ? new String[0] : login.split(":", 2);
        return new BusAddress(
                host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                parts.length < 1 ? null : decoded(parts[0]),
                parts.length < 2 ? null : decoded(parts[1]),
                database(uri.getPath()),
                tls);
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException _) {
            // Its message quotes the URL, password included.
            throw notOfTheForm();
        }
    }

    private static int database(@Nullable String path) {
        if (path == null || path.isEmpty() || path.equals("/")) {
            return 0;
        }
        try {
            return Integer.parseUnsignedInt(path.substring(1));
        } catch (NumberFormatException _) {
            throw notOfTheForm();
        }
    }

    private static @Nullable String decoded(String part) {
        // URLDecoder is made for forms, where a plus is a blank.
        return part.isEmpty()
                ? null
                : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException notOfTheForm() {
        return new IllegalArgumentException(
                "the bus' address must be redis[s]://[user]:password@host[:port][/database]");
    }

    /** Free of the password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
    }
}
