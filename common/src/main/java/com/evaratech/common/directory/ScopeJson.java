package com.evaratech.common.directory;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A scope in the snapshot: at most one of three ids is set, a customer's with its community's. */
final class ScopeJson {

    private static final String DISTRIBUTOR = "distributor_id";
    private static final String COMMUNITY = "community_id";
    private static final String CUSTOMER = "customer_id";

    private ScopeJson() {}

    static JsonObject put(JsonObject json, Scope scope) {
        return switch (scope) {
            case Scope.Everything _ -> json;
            case Scope.OfDistributor of -> json.put(DISTRIBUTOR, of.distributorId().toString());
            case Scope.OfCommunity of -> json.put(COMMUNITY, of.communityId().toString());
            case Scope.OfCustomer of ->
                    json.put(CUSTOMER, of.customerId().toString())
                            .put(COMMUNITY, of.communityId().toString());
        };
    }

    /**
     * No id means everything only for a superadmin: an entry that lost its scope must not open the
     * whole platform to anybody else.
     */
    static Scope get(JsonObject json, Role role) {
        @Nullable UUID customer = JsonFields.optionalId(json, CUSTOMER);
        if (customer != null) {
            return new Scope.OfCustomer(customer, JsonFields.id(json, COMMUNITY));
        }
        @Nullable UUID community = JsonFields.optionalId(json, COMMUNITY);
        if (community != null) {
            return new Scope.OfCommunity(community);
        }
        @Nullable UUID distributor = JsonFields.optionalId(json, DISTRIBUTOR);
        if (distributor != null) {
            return new Scope.OfDistributor(distributor);
        }
        if (role == Role.SUPERADMIN) {
            return new Scope.Everything();
        }
        throw new DecodeException("profile without scope in directory: role " + role);
    }
}
