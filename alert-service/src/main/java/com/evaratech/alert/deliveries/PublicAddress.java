package com.evaratech.alert.deliveries;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses that anybody can reach (IANA's registries of special-purpose addresses). */
final class PublicAddress {

    private static final int BYTE = 0xff;

    private PublicAddress() {}

    /** Whether it is one of this machine, this network, or of no machine at all. */
    static boolean isNot(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isSpecial(address);
    }

    private static boolean isSpecial(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & BYTE;
        int second = bytes[1] & BYTE;
        return switch (address) {
            // 0/8 this network, 100.64/10 carriers, 192.0.0/24 protocols, 198.18/15 benches, 240/4
            case Inet4Address _ ->
                    first == 0
                            || (first == 100 && second >= 64 && second < 128)
                            || (first == 192 && second == 0 && bytes[2] == 0)
                            || (first == 198 && (second == 18 || second == 19))
                            || first >= 240;
            // fc00::/7 unique local, 64:ff9b::/96 and 2002::/16, which carry another address
            case Inet6Address _ ->
                    (first & 0xfe) == 0xfc
                            || (first == 0x00 && second == 0x64)
                            || (first == 0x20 && second == 0x02);
            default -> true;
        };
    }
}
