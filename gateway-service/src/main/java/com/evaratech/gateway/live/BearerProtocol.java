package com.evaratech.gateway.live;

import com.evaratech.gateway.way.Station;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the access token out of the list of subprotocols, the only header that a browser lets a
 * page set on a WebSocket, and puts it where the gate looks for it.
 */
@Singleton
class BearerProtocol {

    private static final String HEADER = "Sec-WebSocket-Protocol";
    private static final String BEARER = "bearer.";

    void register(@Observes Filters filters) {
        Station.BEARER_PROTOCOL.filter(filters, BearerProtocol::unpack);
    }

    private static void unpack(RoutingContext context) {
        if (LiveRoute.PATH.equals(context.request().path())) {
            unpack(context.request().headers());
        }
        context.next();
    }

    /** A token in the header Authorization goes before; two in the list are as none. */
    static void unpack(MultiMap headers) {
        List<String> offered =
                headers.getAll(HEADER).stream()
                        .flatMap(line -> Stream.of(line.split(",", -1)))
                        .map(String::strip)
                        .toList();
        List<String> tokens = offered.stream().filter(name -> name.startsWith(BEARER)).toList();
        if (tokens.isEmpty()) {
            return;
        }
        if (tokens.size() == 1 && !headers.contains(HttpHeaders.AUTHORIZATION)) {
            headers.set(
                    HttpHeaders.AUTHORIZATION,
                    "Bearer " + tokens.getFirst().substring(BEARER.length()));
        }
        List<String> protocols = offered.stream().filter(name -> !name.startsWith(BEARER)).toList();
        headers.remove(HEADER);
        if (!protocols.isEmpty()) {
            headers.set(HEADER, String.join(", ", protocols));
        }
    }
}
