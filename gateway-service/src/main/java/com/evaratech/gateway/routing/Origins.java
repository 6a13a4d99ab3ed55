package com.evaratech.gateway.routing;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells where requests come from, by the word of the operator's own proxies alone. */
@Singleton
public class Origins {

    private final TrustedProxies proxies;

    Origins(RoutingConfig config) {
        this.proxies = new TrustedProxies(config.trustedProxies().orElse(List.of()));
    }

    /** The origin of a request. */
    public Origin of(HttpServerRequest request) {
        return Origin.of(request, proxies);
    }

    /** Whether a proxy of ours says that the caller came without TLS. */
    public boolean isToldPlain(HttpServerRequest request) {
        return request.headers().contains(Origin.FORWARDED_PROTO)
                && AddressRange.address(request.remoteAddress().hostAddress())
                        .filter(proxies::contain)
                        .isPresent()
                && !of(request).isEncrypted();
    }
}
