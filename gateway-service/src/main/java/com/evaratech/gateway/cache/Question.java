package com.evaratech.gateway.cache;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What is asked, and by whom as far as the answer depends on it.
 *
 * @param route of the matrix
 * @param uri path and query, written in one way
 * @param caller of whom role and scope count
 * @param tenant of the scope
 */
record Question(Route route, String uri, Caller caller, Tenant tenant) {

    // The braces keep all keys in one slot of a Redis Cluster, so that functions may touch several.
    private static final String PREFIX = "evara:{cache}:";

    /**
     * Names the answer. Role and scope stand before what callers write, so that nobody can write
     * themselves into another's.
     */
    String key() {
        String who = caller.role() + " " + scope(caller.scope());
        return PREFIX + "packed:" + digest(who + "\n" + route + "\n" + uri);
    }

    /** Held by who makes the answer. */
    String lock() {
        return key() + ":lock";
    }

    /** The marks of what was changed through the gateway, which end the answer. */
    List<String> marks() {
        String changed = PREFIX + "changed:" + route.service();
        return switch (tenant) {
            case Tenant.All _ -> List.of(changed + ":anybody");
            case Tenant.Of(var id) -> List.of(changed + ":" + id, changed + ":platform");
        };
    }

    /** The marks that a change by somebody of this tenant sets. */
    static List<String> marksOfChange(String service, Tenant tenant) {
        String changed = PREFIX + "changed:" + service;
        return switch (tenant) {
            case Tenant.All _ -> List.of(changed + ":anybody", changed + ":platform");
            case Tenant.Of(var id) -> List.of(changed + ":anybody", changed + ":" + id);
        };
    }

    private static String scope(Scope scope) {
        return switch (scope) {
            case Scope.Everything _ -> "everything";
            case Scope.OfDistributor(var id) -> "distributor " + id;
            case Scope.OfCommunity(var id) -> "community " + id;
            case Scope.OfCustomer(var id, var community) -> "customer " + id + " of " + community;
        };
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
