package com.evaratech.poller.thingspeak;

import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.Trouble;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where the host's name leads. A name of the internet that suddenly stands for an address inside
 * this network would make the poller ask what nobody outside may: such an address is asked only if
 * operators allow it, or wrote it themselves. The platform keeps a name's addresses for longer than
 * goes by between this and the connection.
 */
final class HostAddresses {

    private static final String LITERAL = "[0-9.]+|\\[.*]|localhost";
    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int SHARED_FIRST = 100;
    private static final int SHARED_MASK = 0xc0;
    private static final int SHARED_SECOND = 64;
    private static final int IPV4_BYTES = 4;

    private final String host;
    private final boolean isAnyAllowed;
    private final Lookup lookup;

    /** Looks names up. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    HostAddresses(HostSettings settings, Lookup lookup) {
        this.lookup = lookup;
        this.host = settings.url().getHost();
        this.isAnyAllowed = settings.isPrivateAllowed() || host.matches(LITERAL);
    }

    /**
     * Looks the name up.
     *
     * @throws BadAnswer when it has no address, or one that must not be asked
     */
    void requireAllowed() throws BadAnswer {
        if (isAnyAllowed) {
            return;
        }
        try {
            for (InetAddress address : lookup.addresses(host)) {
                if (isPrivate(address)) {
                    throw BadAnswer.of(
                            Trouble.PRIVATE_ADDRESS,
                            "%s is %s, an address of a private network; if that is meant, set %s"
                                    .formatted(
                                            host,
                                            address.getHostAddress(),
                                            HostSettings.ALLOW_PRIVATE + "=true"));
                }
            }
        } catch (UnknownHostException e) {
            throw BadAnswer.of(Trouble.NAME_UNKNOWN, "no address is known of " + host);
        }
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        boolean isShared =
                bytes.length == IPV4_BYTES
                        && first == SHARED_FIRST
                        && (second & SHARED_MASK) == SHARED_SECOND;
        boolean isUniqueLocal =
                bytes.length != IPV4_BYTES && (first & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isShared
                || isUniqueLocal
                || (bytes.length == IPV4_BYTES && first == 0);
    }
}
