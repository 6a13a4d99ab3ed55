package com.evaratech.gateway.routing;

import com.evaratech.common.config.Shown;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.util.List;

/** The load balancers and ingresses in front of the gateway, whose word about a caller counts. */
final class TrustedProxies {

    private static final String VARIABLE = "TRUSTED_PROXIES";

    private final List<AddressRange> ranges;

    /**
     * @throws ConfigurationException naming the variable and the part that is no range
     */
    TrustedProxies(List<String> ranges) {
        this.ranges = ranges.stream().map(TrustedProxies::parse).toList();
    }

    boolean contain(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static AddressRange parse(String text) {
        return AddressRange.parse(text)
                .orElseThrow(() ->
                        new ConfigurationException(
                                "%s holds %s, which must be an address, or a range such as 10.0.0.0/8"
                                        .formatted(VARIABLE, Shown.address(text))));
    }
}
