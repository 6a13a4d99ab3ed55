package com.evaratech.alert.deliveries;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.secret.KeyRing;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

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
     * A new one.
     *
     * @throws InvalidRequest when the operators set no key ring: it is not kept open instead
     */
    public Fresh make(UUID routeId) {
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
        return new Fresh(text, ring.seal(text, context(routeId)));
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
