package com.evaratech.node.tenancy;

import com.evaratech.node.RegistryException.TenantInUse;
import com.evaratech.node.TenancyLevel;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Counts what hangs below a part of the tree and so keeps it from being removed. Counts in the
 * tables of other rooms, which all stand on the tree and so cannot be asked from here. Open
 * invitations and claim tokens are no belongings, nor windows that are over, nor groups without
 * members: they go with the tenant.
 */
@ApplicationScoped
class Belongings {

    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String[] WHAT = {
        "communities", "customers", "nodes", "people", "API keys", "maintenance windows"
    };
    // What is over keeps nobody.
    private static final String WINDOWS =
            "(select * from registry.maintenance_window where ends_at > now())";
    private static final String WINDOWS_OF_COMMUNITIES =
            "(select * from registry.maintenance_window where node_id is null and ends_at > now())";

    private static final String LET_WINDOWS_GO =
            "delete from registry.maintenance_window where community_id = :id returning window_id";
    private static final String LET_GROUPS_GO =
            "delete from registry.node_group where community_id = :id";

    /**
     * Fails with {@link TenantInUse} while anything belongs to a part; from then to the end of the
     * transaction nothing can be added to it.
     */
    @WithTransaction
    Uni<Void> requireNone(TenancyPart part) {
        return require(part, count(part.level(), rows("node", part.level()), WINDOWS));
    }

    /** As {@link #requireNone}, but nodes, and what goes with them, may belong to it. */
    @WithTransaction
    Uni<Void> requireNoneButNodes(TenancyPart part) {
        return require(part, count(part.level(), "0", WINDOWS_OF_COMMUNITIES));
    }

    /**
     * Removes what means nothing without a part to which nothing else belongs: windows that are
     * over, and the names of groups that have no members left.
     *
     * @return ids of the windows
     */
    @WithTransaction
    Uni<List<UUID>> letGo(TenancyPart part) {
        if (part.level() != TenancyLevel.COMMUNITY) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession()
                .call(session ->
                        session.createNativeQuery(LET_GROUPS_GO)
                                .setParameter("id", part.id())
                                .executeUpdate())
                .chain(session ->
                        session.createNativeQuery(LET_WINDOWS_GO, UUID.class)
                                .setParameter("id", part.id())
                                .getResultList());
    }

    private static Uni<Void> require(TenancyPart part, String count) {
        return Panache.getSession()
                .call(session ->
                        session.createNativeQuery(lock(part.level()), Integer.class)
                                .setParameter("id", part.id())
                                .getSingleResult())
                .chain(session ->
                        session.createNativeQuery(count, Object[].class)
                                .setParameter("id", part.id())
                                .getSingleResult())
                .invoke(counts -> refuseAny(part, counts))
                .replaceWithVoid();
    }

    /** Stronger than the lock for a change: whoever would add something below waits for its end. */
    private static String lock(TenancyLevel level) {
        return "select 1 from registry.%s where %s = :id for update"
                .formatted(level.word(), column(level));
    }

    /**
     * One row with a count for each of {@link #WHAT}: 0 for what a level cannot have. A window of a
     * customer's node is the community's.
     */
    private static String count(TenancyLevel level, String nodes, String windows) {
        return "select %s as a, %s as b, %s as c, %s as d, %s as e, %s as f"
                .formatted(
                        level == TenancyLevel.DISTRIBUTOR ? rows("community", level) : "0",
                        level == TenancyLevel.CUSTOMER ? "0" : rows("customer", level),
                        nodes,
                        rows("profile", level),
                        rows(
                                "(select * from registry.api_key"
                                        + " where revoked_at is null and expires_at > now())",
                                level),
                        level == TenancyLevel.CUSTOMER ? "0" : rows(windows, level));
    }

    private static String rows(String of, TenancyLevel level) {
        return "(select count(*) from %s t where t.%s = :id)"
                .formatted(of.startsWith("(") ? of : "registry." + of, column(level));
    }

    /** What to fail with when a removal failed: in use, if a room's own rows still refer to it. */
    static Throwable explain(TenancyPart part, Throwable failure) {
        var isReferred =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(cause ->
                                cause instanceof SQLException refusal
                                        && FOREIGN_KEY_VIOLATION.equals(refusal.getSQLState()));
        return isReferred
                ? new TenantInUse(part.level().word(), part.id(), Map.of("or more things", 1L))
                : failure;
    }

    private static String column(TenancyLevel level) {
        return switch (level) {
            case DISTRIBUTOR -> "distributor_id";
            case COMMUNITY -> "community_id";
            case CUSTOMER -> "customer_id";
        };
    }

    private static void refuseAny(TenancyPart part, Object[] counts) {
        Map<String, Long> found = new LinkedHashMap<>();
        for (int i = 0; i < WHAT.length; i++) {
            long count = ((Number) counts[i]).longValue();
            if (count > 0) {
                found.put(WHAT[i], count);
            }
        }
        if (!found.isEmpty()) {
            throw new TenantInUse(part.level().word(), part.id(), found);
        }
    }
}
