package com.evaratech.common.access;

import java.util.Optional;

/**
 * The person or program behind a request, as the directory knows it at this moment.
 *
 * @param subject the token's {@code sub}, or the id of the API key behind {@value #API_KEY}
 * @param role what the caller may do
 * @param scope what the caller may do it to
 */
public record Caller(String subject, Role role, Scope scope) {

    private static final String API_KEY = "api-key:";

    /** The program that shows an API key. */
    public static Caller ofApiKey(String id, Role role, Scope scope) {
        return new Caller(API_KEY + id, role, scope);
    }

    /** The id of the API key that the caller shows; empty for a person. */
    public Optional<String> apiKeyId() {
        return apiKeyIdOf(subject);
    }

    /** The id of the API key that somebody of this subject has shown; empty for a person. */
    public static Optional<String> apiKeyIdOf(String subject) {
        return subject.startsWith(API_KEY)
                ? Optional.of(subject.substring(API_KEY.length()))
                : Optional.empty();
    }
}
