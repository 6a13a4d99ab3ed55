package com.evaratech.common.gate;

import java.time.Instant;

/**
 * What is believed of a genuine token.
 *
 * @param subject who it speaks for
 * @param expiresAt until when
 */
record VerifiedToken(String subject, Instant expiresAt) {}
