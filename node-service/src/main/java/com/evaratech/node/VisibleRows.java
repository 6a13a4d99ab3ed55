package com.evaratech.node;

import com.evaratech.common.access.Scope;
import com.evaratech.common.sql.Conditions;
import java.util.UUID;

/**
 * The rows of one table that a caller may see, as a condition of a Hibernate query whose entity
 * names its tenant columns {@code distributorId}, {@code communityId}, {@code customerId}.
 */
public final class VisibleRows {

    private VisibleRows() {}

    /**
     * The rows inside {@code scope}, of a table whose rows sit at {@code level} and so have the
     * columns down to it. Rows above the scope are outside it, but for the one community that a
     * customer's scope names.
     */
    public static Conditions of(Scope scope, TenancyLevel level) {
        var all = Conditions.hql();
        return switch (scope) {
            case Scope.Everything() -> all;
            case Scope.OfDistributor(UUID id) -> all.and("distributorId = {}", id);
            case Scope.OfCommunity(UUID id) ->
                    switch (level) {
                        case DISTRIBUTOR -> none(all);
                        case COMMUNITY, CUSTOMER -> all.and("communityId = {}", id);
                    };
            case Scope.OfCustomer(UUID id, UUID communityId) ->
                    switch (level) {
                        case DISTRIBUTOR -> none(all);
                        case COMMUNITY -> all.and("communityId = {}", communityId);
                        case CUSTOMER -> all.and("customerId = {}", id);
                    };
        };
    }

    private static Conditions none(Conditions all) {
        return all.and("1 = 0");
    }
}
