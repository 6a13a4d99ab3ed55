package com.evaratech.node.tenancy;

import com.evaratech.node.RegistryException.TenantInUse;
import com.evaratech.node.TenancyLevel;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts what hangs below a part of the tree and so keeps it from being removed. Counts in the
 * tables of other rooms, which all stand on the tree and so cannot be asked from here. Open
 * invitations and claim tokens are no belongings: they go with the tenant.
 */
@ApplicationScoped
class Belongings {

    private static final String COUNT =
            """
            select
                (select count(*) from registry.community t where t.%1$s = :id and :below < 1),
                (select count(*) from registry.customer t where t.%1$s = :id and :below < 2),
                (select count(*) from registry.node t where t.%1$s = :id),
                (select count(*) from registry.profile t where t.%1$s = :id),
                (select count(*) from registry.api_key t
                 where t.%1$s = :id and t.revoked_at is null and t.expires_at > now())
            """;
    private static final String[] WHAT = {
        "communities", "customers", "nodes", "people", "API keys"
    };

    /**
     * Fails with {@link TenantInUse} while anything belongs to a part whose row the transaction
     * holds locked, so that nothing can be added to it meanwhile.
     */
    @WithTransaction
    Uni<Void> requireNone(TenancyPart part) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        COUNT.formatted(column(part.level())), Object[].class)
                                .setParameter("id", part.id())
                                .setParameter("below", part.level().ordinal())
                                .getSingleResult())
                .invoke(counts -> refuseAny(part, counts))
                .replaceWithVoid();
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
