package com.evaratech.alert.deliveries;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.secret.KeyRing;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What requests to receivers are signed with. Kept only sealed, each for its own route. */
@Singleton
public class RouteSecrets {

    // As long as the digest of HMAC-SHA256 (RFC 2104, 3).
    private static final int BYTES = 32;

    private final KeyRing ring;

    RouteSecrets(KeyRing ring) {
        this.ring = ring;
    }

    /** A secret that is shown once, and its form to be kept. */
    public record Fresh(String open, String sealed) {

        /** Without the secret: this text may go into logs. */
        @Override
        public String toString() {
            return "Fresh[]";
        }
    }

    /**
     * The two secrets of a route, kept as one text.
     *
     * @param signing what requests are signed with
     * @param authorization what the receiver wants to see, as the header of that name
     */
    record Parts(String signing, @Nullable String authorization) {

        private static final char BETWEEN = '\n';

        static Parts of(String text) {
            int end = text.indexOf(BETWEEN);
            return end < 0
                    ? new Parts(text, null)
                    : new Parts(text.substring(0, end), text.substring(end + 1));
        }

        String text() {
            return authorization == null ? signing : signing + BETWEEN + authorization;
        }

        /** Without the secrets: this text may go into logs. */
        @Override
        public String toString() {
            return "Parts[]";
        }
    }

    /**
     * A new one.
     *
     * @param authorization what the receiver wants to see; {@code null}: nothing
     * @throws InvalidRequest when the operators set no key ring: it is not kept open instead
     */
    public Fresh make(UUID routeId, @Nullable String authorization) {
        if (ring.isEmpty()) {
            throw new InvalidRequest(
                    FieldError.missing(
                            "url",
                            "nothing: this installation has no key ring to keep a route's secret"
                                    + " sealed with"));
        }
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        String text = HexFormat.of().formatHex(secret);
        return new Fresh(text, ring.seal(new Parts(text, authorization).text(), context(routeId)));
    }

    /**
     * The secrets with another authorization; what requests are signed with stays.
     *
     * @param authorization null: none from here on
     * @throws InvalidRequest when no key of the ring opens what is there
     */
    public String authorize(UUID routeId, String sealed, @Nullable String authorization) {
        String kept =
                open(routeId, sealed)
                        .orElseThrow(() ->
                                new InvalidRequest(
                                        FieldError.missing(
                                                "authorization",
                                                "nothing: no key of this installation opens the"
                                                        + " route's secret")));
        var parts = new Parts(Parts.of(kept).signing(), authorization);
        return ring.seal(parts.text(), context(routeId));
    }

    /** The secret; empty when no key of the ring opens it. */
    Optional<String> open(UUID routeId, String sealed) {
        return ring.open(sealed, context(routeId));
    }

    /** The same secret as the ring's first key seals it. */
    String sealAnew(UUID routeId, String open) {
        return ring.seal(open, context(routeId));
    }

    /** What everything begins with that the first key sealed. */
    String currentPrefix() {
        return ring.currentPrefix();
    }

    private static String context(UUID routeId) {
        return "secret of the route " + routeId;
    }
}
