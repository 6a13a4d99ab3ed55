package com.evaratech.common.access;

import java.util.Set;

/**
 * One row of the route matrix.
 *
 * @param method HTTP method, in capitals
 * @param template path with {@code {name}} for variable segments
 * @param service the application that answers, by its name
 * @param callers whom it is for
 * @param roles which of them may call it; empty unless that goes by roles
 */
public record Route(
        String method, String template, String service, Callers callers, Set<Role> roles) {

    /** Whom a route is for. */
    public enum Callers {
        /** Whoever comes, without a token. */
        ANYBODY,
        /** People with a token and programs with an API key, by their roles. */
        CALLERS,
        /** People with a token, by their roles; what programs must not do. */
        PEOPLE,
        /** Whoever has a genuine token, with or without a role. */
        SIGNED_IN,
        /** Whoever shows a claim token. */
        CLAIMANTS,
        /** Devices with a key. */
        DEVICES,
        /** Devices made for another service, with the key of a channel, wherever they show it. */
        CHANNELS
    }

    /** Copies the roles. */
    public Route {
        roles = Set.copyOf(roles);
    }

    /** Whether it may be called without a token. */
    public boolean isPublic() {
        return callers == Callers.ANYBODY;
    }

    /** Whether a caller of this role may use the route, once it is known to be a person's. */
    public boolean admits(Role role) {
        return isPublic() || callers == Callers.SIGNED_IN || roles.contains(role);
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
