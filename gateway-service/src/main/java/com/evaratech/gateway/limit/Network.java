package com.evaratech.gateway.limit;

import java.net.InetAddress;
import java.util.HexFormat;

/**
 * What counts as one address: an IPv4 address, or the first 64 bits of an IPv6 address, of which
 * one customer of a provider has as many as there are.
 */
final class Network {

    private static final int IPV6_BYTES = 16;
    private static final int PREFIX_BYTES = 8;

    private Network() {}

    /** The network of an address in digits; the text itself when it is none. */
    static String of(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            byte[] octets = parsed.getAddress();
            return octets.length == IPV6_BYTES
                    ? HexFormat.of().formatHex(octets, 0, PREFIX_BYTES)
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            // Whatever it is, it comes from the connection or a proxy of ours.
            return address;
        }
    }
}
