package com.evaratech.alert.deliveries;

import org.jspecify.annotations.Nullable;

/**
 * The person that a delivery is for.
 *
 * @param subject of the person's tokens
 * @param scope what they saw when it was made, as {@link Audience#text}; {@code null} for a test
 */
record Addressee(String subject, @Nullable String scope) {}
