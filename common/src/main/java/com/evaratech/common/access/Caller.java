package com.evaratech.common.access;

/**
 * The person or program behind a request, as the directory knows it at this moment.
 *
 * @param subject the token's {@code sub}
 * @param role what the caller may do
 * @param scope what the caller may do it to
 */
public record Caller(String subject, Role role, Scope scope) {}
