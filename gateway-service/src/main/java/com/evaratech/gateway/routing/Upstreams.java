package com.evaratech.gateway.routing;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import java.util.TreeMap;

/** The services that the gateway can reach, complete for the route matrix. */
final class Upstreams {

    /** The service that answers the gateway's own routes, which are not passed on. */
    static final String SELF = "gateway-service";

    private final Map<String, Upstream> byService = new TreeMap<>();

    /**
     * @throws ConfigurationException when an address is malformed, or a route of the matrix belongs
     *     to a service without address
     */
    Upstreams(Map<String, String> addresses, RouteMatrix matrix) {
        addresses.forEach(
                (service, address) -> byService.put(service, Upstream.parse(service, address)));
        matrix.routes().stream()
                .filter(route -> !isOwn(route))
                .filter(route -> !byService.containsKey(route.service()))
                .findFirst()
                .ifPresent(route -> {
                    throw new ConfigurationException(
                            "evara.routing.upstreams.%s is missing: %s belongs to it"
                                    .formatted(route.service(), route));
                });
    }

    /** Whether the gateway answers this route itself. */
    static boolean isOwn(Route route) {
        return route.service().equals(SELF);
    }

    /** The service that answers a route of the matrix. */
    Upstream of(Route route) {
        return named(route.service());
    }

    /** The service of that name in the matrix. */
    Upstream named(String service) {
        Upstream upstream = byService.get(service);
        if (upstream == null) {
            throw new IllegalArgumentException("No service of the matrix: " + service);
        }
        return upstream;
    }
}
