package com.evaratech.gateway.routing;

import com.evaratech.common.config.Shown;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * A service behind the gateway.
 *
 * @param service its name in the route matrix
 * @param host where it listens
 * @param port 1 to 65535
 * @param encrypted whether it is spoken to by TLS
 */
record Upstream(String service, String host, int port, boolean encrypted) {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads the address that an operator gave.
     *
     * @throws ConfigurationException naming the variable, its value and what is allowed
     */
    static Upstream parse(String service, String address) {
        try {
            URI uri = new URI(address.strip());
            if (isAddressOnly(uri)) {
                boolean encrypted = uri.getScheme().equals("https");
                int standard = encrypted ? HTTPS_PORT : HTTP_PORT;
                int port = uri.getPort() < 0 ? standard : uri.getPort();
                return new Upstream(service, uri.getHost(), port, encrypted);
            }
        } catch (URISyntaxException e) {
            throw refused(service, address);
        }
        throw refused(service, address);
    }

    /** The operators' variable that holds the address of a service. */
    static String variable(String service) {
        return service.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
    }

    private static boolean isAddressOnly(URI uri) {
        return uri.getScheme() != null
                && SCHEMES.contains(uri.getScheme())
                && uri.getHost() != null
                && uri.getPort() != 0
                && uri.getPort() <= HIGHEST_PORT
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
    }

    private static ConfigurationException refused(String service, String address) {
        return new ConfigurationException(
                "%s=%s must be http(s)://host[:port] and nothing more"
                        .formatted(variable(service), Shown.address(address)));
    }
}
