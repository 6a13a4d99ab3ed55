package com.evaratech.gateway.routing;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a request comes from, as services may believe it. What a caller itself says of it in
 * headers is taken off at this door; the services behind read only what the gateway has put there.
 *
 * @param address the caller's, as seen by the outermost machine that is ours
 * @param scheme {@code http} or {@code https}, as the caller spoke to that machine
 */
public record Origin(String address, String scheme) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    // Whatever some framework takes for the caller's address, host, port or path.
    private static final String FORWARDED_ANYTHING = "x-forwarded";
    private static final Set<String> OTHERS =
            Set.of(
                    "forwarded",
                    "x-real-ip",
                    "x-client-ip",
                    "x-cluster-client-ip",
                    "true-client-ip");

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** The origin of a request: its connection's, unless one of our own proxies says better. */
    static Origin of(HttpServerRequest request, TrustedProxies proxies) {
        String peer = request.remoteAddress().hostAddress();
        return of(peer, request.scheme(), request.headers(), proxies);
    }

    static Origin of(String peer, String scheme, MultiMap headers, TrustedProxies proxies) {
        Optional<InetAddress> proxy = AddressRange.address(peer).filter(proxies::contain);
        if (proxy.isEmpty()) {
            return new Origin(peer, scheme);
        }
        return new Origin(
                beyond(proxy.get(), listed(headers, FORWARDED_FOR), proxies).getHostAddress(),
                listed(headers, FORWARDED_PROTO).reversed().stream()
                        .findFirst()
                        .map(named -> named.toLowerCase(Locale.ROOT))
                        .filter(SCHEMES::contains)
                        .orElse(scheme));
    }

    /**
     * Each proxy appends the address that it was called from. From the right, the first one that is
     * not a proxy of ours is the caller's; what stands left of it, the caller has written itself.
     */
    private static InetAddress beyond(
            InetAddress proxy, List<String> chain, TrustedProxies proxies) {
        InetAddress outermost = proxy;
        for (String text : chain.reversed()) {
            Optional<InetAddress> next = AddressRange.address(text);
            if (next.isEmpty()) {
                return outermost;
            }
            outermost = next.get();
            if (!proxies.contain(outermost)) {
                return outermost;
            }
        }
        return outermost;
    }

    private static List<String> listed(MultiMap headers, String name) {
        return headers.getAll(name).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }

    /** Whether the caller spoke TLS. */
    public boolean isEncrypted() {
        return scheme.equals("https");
    }

    /** Whether the caller is on the gateway's own machine. */
    public boolean isLoopback() {
        return AddressRange.address(address).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** Puts this origin in the place of whatever the headers say of one. */
    void replaceIn(MultiMap headers) {
        List.copyOf(headers.names()).stream()
                .filter(Origin::isAboutOrigin)
                .forEach(headers::remove);
        headers.set(FORWARDED_FOR, address);
        headers.set(FORWARDED_PROTO, scheme);
    }

    private static boolean isAboutOrigin(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith(FORWARDED_ANYTHING) || OTHERS.contains(name);
    }
}
