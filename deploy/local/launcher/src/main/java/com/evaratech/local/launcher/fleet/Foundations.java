package com.evaratech.local.launcher.fleet;

import java.util.List;

/**
 * What the services stand on.
 *
 * @param servers those of our own, in the order they start; none where the operator named others
 * @param database how the services reach their database
 * @param redisUrl password included
 */
public record Foundations(List<Member> servers, DatabaseAccess database, String redisUrl) {

    public Foundations {
        servers = List.copyOf(servers);
    }

    /** Free of passwords. */
    @Override
    public String toString() {
        return "Foundations" + servers.stream().map(Member::name).toList();
    }
}
