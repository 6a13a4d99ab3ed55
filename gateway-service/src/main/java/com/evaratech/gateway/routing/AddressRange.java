package com.evaratech.gateway.routing;

import java.net.InetAddress;
import java.util.BitSet;
import java.util.Optional;

/**
 * Addresses that share their first bits, written as {@code 10.0.0.0/8}, {@code fd00::/8}, or as one
 * single address.
 */
final class AddressRange {

    private final BitSet prefix;
    private final int prefixBits;
    private final int addressBits;

    private AddressRange(InetAddress network, int prefixBits) {
        this.prefix = first(prefixBits, network);
        this.prefixBits = prefixBits;
        this.addressBits = network.getAddress().length * Byte.SIZE;
    }

    /** Reads a range; empty when it is none. Names are not looked up. */
    static Optional<AddressRange> parse(String text) {
        String[] parts = text.strip().split("/", 2);
        return address(parts[0])
                .flatMap(network -> {
                    int longest = network.getAddress().length * Byte.SIZE;
                    if (parts.length == 1) {
                        return Optional.of(new AddressRange(network, longest));
                    }
                    return Optional.of(parts[1])
                            .filter(bits -> bits.matches("[0-9]{1,3}"))
                            .map(Integer::parseInt)
                            .filter(bits -> bits <= longest)
                            .map(bits -> new AddressRange(network, bits));
                });
    }

    /** Reads a numeric address; empty when it is none. */
    static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.strip()));
        } catch (IllegalArgumentException _) {
            // Being no address is an answer here; the caller knows what it means.
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length * Byte.SIZE == addressBits
                && first(prefixBits, address).equals(prefix);
    }

    private static BitSet first(int bits, InetAddress address) {
        byte[] octets = address.getAddress();
        BitSet first = new BitSet(bits);
        for (int bit = 0; bit < bits; bit++) {
            int fromRight = Byte.SIZE - 1 - (bit % Byte.SIZE);
            first.set(bit, ((octets[bit / Byte.SIZE] >> fromRight) & 1) == 1);
        }
        return first;
    }
}
