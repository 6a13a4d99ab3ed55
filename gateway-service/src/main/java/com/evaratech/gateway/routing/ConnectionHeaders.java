package com.evaratech.gateway.routing;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * Headers that belong to one connection and not to the message: a proxy takes them off before it
 * passes the message on (RFC 9110 §7.6.1).
 */
final class ConnectionHeaders {

    private static final List<String> ALWAYS =
            List.of(
                    "Connection",
                    "Proxy-Connection",
                    "Keep-Alive",
                    "Proxy-Authenticate",
                    "Proxy-Authorization",
                    "TE",
                    "Trailer",
                    "Transfer-Encoding",
                    "Upgrade");

    private ConnectionHeaders() {}

    /** Takes off the known ones and those that the message itself names. */
    static void removeFrom(MultiMap headers) {
        headers.getAll(HttpHeaders.CONNECTION).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(headers::remove);
        ALWAYS.forEach(headers::remove);
    }
}
