package com.evaratech.common.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * What is believed of a genuine token.
 *
 * @param subject who it speaks for
 * @param expiresAt until when
 * @param email the person's address, in lower case, when the issuer says in a claim of its own that
 *     it was verified
 */
public record VerifiedToken(String subject, Instant expiresAt, Optional<String> email) {}
