package com.evaratech.common.gate;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the identity provider for tests.
 *
 * @param hs256Secret what it signs HS256 with
 * @param previousHs256Secret what it signed with before
 * @param keysUrl where it publishes its public keys
 * @param keysReadEvery how old they may get
 * @param keysReadAtMostEvery how soon they may be read again
 */
record FixedIdentity(
        String hs256Secret,
        Optional<String> previousHs256Secret,
        String keysUrl,
        Duration keysReadEvery,
        Duration keysReadAtMostEvery)
        implements IdentityConfig {

    static final String ISSUER = "http://issuer.test/auth/v1";

    /** A provider that has no public keys. */
    FixedIdentity(String hs256Secret) {
        this(hs256Secret, Optional.empty());
    }

    /** One that has changed its secret. */
    FixedIdentity(String hs256Secret, Optional<String> previousHs256Secret) {
        this(
                hs256Secret,
                previousHs256Secret,
                "http://127.0.0.1:1/",
                Duration.ofMinutes(10),
                Duration.ofSeconds(30));
    }

    @Override
    public String issuer() {
        return ISSUER;
    }

    @Override
    public Duration clockSkew() {
        return Duration.ofSeconds(30);
    }
}
