package com.evaratech.node.people;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.node.tenancy.TenancyPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What those who invited somebody may do now; since then they may have lost it. */
@ApplicationScoped
class Inviters {

    private final ProfileRepository profiles;

    Inviters(ProfileRepository profiles) {
        this.profiles = profiles;
    }

    /** Within a transaction. */
    Uni<Boolean> mayStillGrant(String subject, Role role, TenancyPath path) {
        return profiles.findBySubject(subject).map(row -> row != null && may(row, role, path));
    }

    private static boolean may(ProfileEntity inviter, Role role, TenancyPath path) {
        var profile = inviter.toEntry();
        return profile.active() && profile.role().mayGrant(role) && covers(profile.scope(), path);
    }

    /** Whether the place is inside the scope; one above it is not. */
    private static boolean covers(Scope scope, TenancyPath path) {
        return switch (scope) {
            case Scope.Everything() -> true;
            case Scope.OfDistributor(UUID id) -> id.equals(path.distributorId());
            case Scope.OfCommunity(UUID id) -> id.equals(path.communityId());
            case Scope.OfCustomer(UUID id, UUID _) -> id.equals(path.customerId());
        };
    }
}
