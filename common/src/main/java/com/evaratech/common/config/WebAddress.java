package com.evaratech.common.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Checks the variables that hold an address other than the database's. */
final class WebAddress {

    static final String REDIS_FORM = "redis://[user:password@]host:port[/database] or rediss://…";

    private static final Set<String> REDIS = Set.of("redis", "rediss");
    private static final Set<String> HTTP = Set.of("http", "https");

    private WebAddress() {}

    /** Whether this is a Redis address; its path, if any, is the number of a database. */
    static boolean isRedis(String text) {
        return parse(text, REDIS)
                .filter(uri -> uri.getPath().matches("(?:/[0-9]{0,3})?"))
                .filter(uri -> uri.getRawQuery() == null)
                .isPresent();
    }

    /** Whether this is an HTTP address without login, query or fragment. */
    static boolean isHttp(String text) {
        return parse(text, HTTP)
                .filter(uri -> uri.getRawQuery() == null)
                .filter(uri -> uri.getRawUserInfo() == null)
                .isPresent();
    }

    private static Optional<URI> parse(String text, Set<String> schemes) {
        Predicate<URI> complete =
                uri ->
                        uri.getScheme() != null
                                && schemes.contains(uri.getScheme())
                                && uri.getHost() != null
                                && uri.getPort() <= 65_535
                                && uri.getPort() != 0
                                && uri.getRawFragment() == null;
        try {
            return Optional.of(new URI(text)).filter(complete);
        } catch (URISyntaxException e) {
            // The only use of the exception is its message, which quotes a text that may hold a
            // password.
            return Optional.empty();
        }
    }
}
