package com.evaratech.node.people;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Role;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.LastSuperadmin;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.tenancy.Places;
import com.evaratech.node.tenancy.TenancyPath;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Gives people their roles, and takes them away; never from the last active superadmin. */
@ApplicationScoped
class ProfileService {

    private final Places places;
    private final ProfileRepository profiles;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    ProfileService(
            Places places,
            ProfileRepository profiles,
            AuditTrail audit,
            DirectoryOutbox directory,
            InstantSource clock) {
        this.places = places;
        this.profiles = profiles;
        this.audit = audit;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Asking for what is granted already changes nothing, whether or not the author says which
     * version that is; a version that is not the current one is refused in any case.
     */
    @WithTransaction
    Uni<Outcome> set(Caller author, Permission permission, IfMatch seen) {
        return profiles.awaitTurn()
                .chain(() -> places.pathTo(permission.part()))
                .chain(path ->
                        profiles.findBySubject(permission.subject())
                                .chain(row ->
                                        row == null
                                                ? add(author, permission, path, seen)
                                                : change(author, row, permission, path, seen)));
    }

    private Uni<Outcome> add(Caller author, Permission permission, TenancyPath path, IfMatch seen) {
        seen.checkCreation();
        var row = ProfileEntity.create(permission, path, clock.instant());
        var profile = row.toProfile();
        return profiles.persistAndFlush(row)
                .chain(() ->
                        audit.append(
                                author,
                                Change.added("profile", row.subject, profile, row.tenant())))
                .chain(() -> directory.tell(row.subject, row.toEntry()))
                .replaceWith(new Outcome(profile, true));
    }

    private Uni<Outcome> change(
            Caller author,
            ProfileEntity row,
            Permission permission,
            TenancyPath path,
            IfMatch seen) {
        var before = row.toProfile();
        var unchanged = row.grants(permission, path);
        if (!(unchanged && seen instanceof IfMatch.NotGiven)) {
            seen.checkChange(before.etag());
        }
        if (unchanged) {
            return Uni.createFrom().item(new Outcome(before, false));
        }
        return keepSuperadmin(before, permission)
                .chain(() -> {
                    row.set(permission, path);
                    var after = row.toProfile();
                    return profiles.flush()
                            .chain(() -> audit.append(author, changed(before, after, row)))
                            .chain(() -> directory.tell(row.subject, row.toEntry()))
                            .replaceWith(new Outcome(after, false));
                });
    }

    private Uni<Void> keepSuperadmin(Profile before, Permission permission) {
        var stays = permission.active() && permission.role() == Role.SUPERADMIN;
        if (stays || !before.isActiveSuperadmin()) {
            return Uni.createFrom().voidItem();
        }
        return profiles.countActiveSuperadmins()
                .invoke(count -> {
                    if (count <= 1) {
                        throw new LastSuperadmin(before.subject());
                    }
                })
                .replaceWithVoid();
    }

    /** A profile as it is now, and whether it is new. */
    record Outcome(Profile profile, boolean added) {}

    private static Change changed(Profile before, Profile after, ProfileEntity row) {
        return Change.changed("profile", before.subject(), before, after, row.tenant());
    }
}
