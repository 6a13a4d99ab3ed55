package com.evaratech.common.access;

import java.util.Set;

/**
 * One row of the route matrix.
 *
 * @param method HTTP method, in capitals
 * @param template path with {@code {name}} for variable segments
 * @param service the application that answers, by its name
 * @param roles who may call it; empty for a public route
 * @param isPublic whether it may be called without a token
 */
public record Route(
        String method, String template, String service, Set<Role> roles, boolean isPublic) {

    /** Copies the roles. */
    public Route {
        roles = Set.copyOf(roles);
    }

    /** Whether a caller of this role may use the route. */
    public boolean admits(Role role) {
        return isPublic || roles.contains(role);
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
