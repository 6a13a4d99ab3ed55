package com.evaratech.common.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and who knocks: a PostgreSQL connection URI ({@code
 * postgresql://user:password@host:5432/database?sslmode=require}) in its parts.
 *
 * @param host name or address; an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param database its name, decoded
 * @param user decoded; {@code null} when the URL names none
 * @param password decoded; {@code null} when the URL holds none
 * @param parameters the query, decoded; only names of {@link #PARAMETERS}, {@code ssl} read as
 *     {@code sslmode}
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> parameters) {

    /** What {@code DATABASE_URL} must look like. */
    public static final String FORM =
            "postgresql://user:password@host:port/database (also postgres://,"
                    + " postgresql+asyncpg://)";

    static final Map<String, String> PARAMETERS =
            Map.of(
                    "sslmode", "sslmode",
                    "ssl", "sslmode",
                    "sslrootcert", "sslrootcert",
                    "application_name", "application_name");

    private static final int DEFAULT_PORT = 5432;

    // The user part ends at the last @ before the path, so that a password with a raw @ still
    // parses. A raw / or ? in it cannot be told from the path and must be percent-encoded.
    private static final Pattern URL =
            Pattern.compile(
                    "(?:postgresql|postgres|postgresql\\+asyncpg)://(?:(?<user>[^/?]*)@)?"
                            + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?"
                            + "/(?<database>[^/?]+)(?:\\?(?<query>.*))?",
                    Pattern.DOTALL);

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong, never quoting the
     *     URL since it may hold a password
     */
    public static DatabaseUrl parse(String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be " + FORM);
        }
        var login = parts.group("user");
        var colon = login == null ? -1 : login.indexOf(':');
        var user = login == null || colon < 0 ? login : login.substring(0, colon);
        var password = login == null || colon < 0 ? null : login.substring(colon + 1);
        return new DatabaseUrl(
                parts.group("host").replaceAll("[\\[\\]]", ""),
                port(parts),
                PercentEncoding.decode(parts.group("database")),
                decodedOrNull(user),
                decodedOrNull(password),
                parameters(parts.group("query")));
    }

    /** The same place, its connections called {@code name} unless the URL names them itself. */
    DatabaseUrl withDefaultName(String name) {
        var named = new TreeMap<>(parameters);
        var _ = named.putIfAbsent("application_name", name);
        return new DatabaseUrl(host, port, database, user, password, named);
    }

    /** For the reactive client; names no user and no password. */
    public String reactiveUrl() {
        return "postgresql://" + place() + query(Map.of("application_name", "application_name"));
    }

    /** For the JDBC driver; names no user and no password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://"
                + place()
                + query(
                        Map.of(
                                "application_name", "ApplicationName",
                                "sslmode", "sslmode",
                                "sslrootcert", "sslrootcert"));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "postgresql://" + place();
    }

    private String place() {
        var address = host.contains(":") ? "[" + host + "]" : host;
        return address + ":" + port + "/" + PercentEncoding.encode(database);
    }

    private String query(Map<String, String> driversNames) {
        var query =
                new TreeMap<>(parameters)
                        .entrySet().stream()
                                .filter(p -> driversNames.containsKey(p.getKey()))
                                .map(p ->
                                        driversNames.get(p.getKey())
                                                + "="
                                                + PercentEncoding.encode(p.getValue()))
                                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private static int port(Matcher parts) {
        var text = parts.group("port");
        var port = text == null ? DEFAULT_PORT : Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("must name a port from 1 to 65535");
        }
        return port;
    }

    private static @Nullable String decodedOrNull(@Nullable String part) {
        return part == null || part.isEmpty() ? null : PercentEncoding.decode(part);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        var parameters = new TreeMap<String, String>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (var pair : query.split("&", -1)) {
            var equals = pair.indexOf('=');
            var name = PARAMETERS.get(equals < 0 ? pair : pair.substring(0, equals));
            if (name == null || equals == pair.length() - 1 || equals < 0) {
                throw new IllegalArgumentException(
                        "may carry the parameters sslmode, sslrootcert and application_name only,"
                                + " each with a value");
            }
            if (parameters.put(name, PercentEncoding.decode(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("must not carry " + name + " twice");
            }
        }
        return parameters;
    }
}
