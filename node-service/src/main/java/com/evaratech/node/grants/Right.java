package com.evaratech.node.grants;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.node.tenancy.TenancyPath;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody may do now, as against what they have handed on before.
 *
 * @param role in which role; empty when they may do nothing
 * @param scope where
 */
public record Right(Optional<Role> role, Scope scope) {

    /** Of somebody who was disabled, or is nobody here any more. */
    public static final Right NONE = new Right(Optional.empty(), new Scope.Everything());

    /** Of somebody with that role in that scope. */
    public static Right of(Role role, Scope scope) {
        return new Right(Optional.of(role), scope);
    }

    /** Whether they may give that role in that place. */
    public boolean mayGrant(Role other, TenancyPath path) {
        return role.filter(own -> own.mayGrant(other)).isPresent() && covers(path);
    }

    /** Whether they may put nodes into operation in that place. */
    public boolean mayInstall(TenancyPath path) {
        return role.filter(own -> own.compareTo(Role.INSTALLER) <= 0).isPresent() && covers(path);
    }

    /** Whether the place is inside the scope; one above it is not. */
    private boolean covers(TenancyPath path) {
        return switch (scope) {
            case Scope.Everything() -> true;
            case Scope.OfDistributor(UUID id) -> id.equals(path.distributorId());
            case Scope.OfCommunity(UUID id) -> id.equals(path.communityId());
            case Scope.OfCustomer(UUID id, UUID _) -> id.equals(path.customerId());
        };
    }
}
