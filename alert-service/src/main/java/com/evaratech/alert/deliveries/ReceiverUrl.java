package com.evaratech.alert.deliveries;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a receiver is.
 *
 * @param text as it was given
 */
public record ReceiverUrl(String text) {

    /** What one looks like, for people. */
    public static final String FORM =
            "an http or https URL with a host and, if any, a port from 1 to 65535, without user,"
                    + " password and fragment, of at most 2000 characters";

    private static final int LONGEST = 2_000;
    private static final int NO_PORT = -1;
    private static final int HIGHEST_PORT = 65_535;

    /** The URL in a text, if there is one that can be sent to. */
    public static Optional<ReceiverUrl> find(String text) {
        try {
            URI uri = new URI(text);
            boolean fits =
                    text.length() <= LONGEST
                            && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                            && uri.getHost() != null
                            && isPort(uri.getPort())
                            && uri.getUserInfo() == null
                            && uri.getFragment() == null;
            return fits ? Optional.of(new ReceiverUrl(text)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether another URL is of the same scheme, host and port: the same receiver, for secrets. */
    public boolean isAt(ReceiverUrl other) {
        return origin(URI.create(text)).equals(origin(URI.create(other.text)));
    }

    private static String origin(URI uri) {
        return "%s://%s:%d"
                .formatted(uri.getScheme(), uri.getHost().toLowerCase(Locale.ROOT), uri.getPort());
    }

    private static boolean isPort(int port) {
        return port == NO_PORT || (port > 0 && port <= HIGHEST_PORT);
    }
}
