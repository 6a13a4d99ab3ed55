package com.evaratech.common.gate;

import java.security.PublicKey;

/**
 * A public key of the identity provider.
 *
 * @param algorithm the one algorithm it verifies, {@code RS256} or {@code ES256}
 */
record SigningKey(String algorithm, PublicKey key) {}
