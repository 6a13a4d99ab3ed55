package com.evaratech.node.people;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Role;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.LastSuperadmin;
import com.evaratech.node.RegistryException.ProfileExists;
import com.evaratech.node.RegistryException.StillActive;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.apikeys.IssuedKeys;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.directory.ScopePath;
import com.evaratech.node.grants.Grant;
import com.evaratech.node.grants.Grants;
import com.evaratech.node.grants.Right;
import com.evaratech.node.tenancy.TenancyPath;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Gives people their roles, and takes them away; never from the last active superadmin. */
@ApplicationScoped
class ProfileService {

    private final Grants grants;
    private final ProfileRepository profiles;
    private final IssuedKeys keys;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    ProfileService(
            Grants grants,
            ProfileRepository profiles,
            IssuedKeys keys,
            AuditTrail audit,
            DirectoryOutbox directory,
            InstantSource clock) {
        this.grants = grants;
        this.profiles = profiles;
        this.keys = keys;
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
                .chain(() -> grants.placeOf(author, permission.grant()))
                .chain(path ->
                        profiles.findVisible(author.scope(), permission.subject())
                                .chain(row ->
                                        row == null
                                                ? add(author, permission, path, seen)
                                                : change(author, row, permission, path, seen)));
    }

    /**
     * The profile of somebody who accepted an invitation to that role and place. Fails with {@link
     * ProfileExists} when they have one already, active or not.
     */
    @WithTransaction
    Uni<Profile> join(String subject, Role role, TenancyPath path) {
        var permission = new Permission(subject, new Grant(role, null), true);
        var self =
                new Caller(
                        subject,
                        role,
                        ScopePath.scope(
                                path.distributorId(), path.communityId(), path.customerId()));
        return profiles.awaitTurn()
                .chain(() -> profiles.findBySubject(subject))
                .onItem()
                .ifNotNull()
                .failWith(() -> new ProfileExists(subject))
                .chain(() -> insert(self, permission, path))
                .map(Outcome::profile);
    }

    /**
     * Only superadmins know whether a person is another tenant's; the others invite whom they want.
     */
    private Uni<Outcome> add(Caller author, Permission permission, TenancyPath path, IfMatch seen) {
        if (author.role() != Role.SUPERADMIN) {
            throw new Unknown("profile", permission.subject());
        }
        seen.checkCreation();
        return insert(author, permission, path);
    }

    private Uni<Outcome> insert(Caller author, Permission permission, TenancyPath path) {
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
        Grants.requireWithin(author, before.role());
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
                            .chain(() -> keys.revokeBeyond(author, row.subject, row.toRight()))
                            .chain(gone -> directory.tell(row.subject, row.toEntry(), gone))
                            .replaceWith(new Outcome(after, false));
                });
    }

    /**
     * Removes the profile of somebody who was disabled before; what they did stays in the audit.
     * Fails with {@link Unknown} when they are not in the author's scope, and with {@link
     * StillActive}.
     */
    @WithTransaction
    Uni<Void> remove(Caller author, String subject, IfMatch seen) {
        return profiles.awaitTurn()
                .chain(() -> profiles.findVisible(author.scope(), subject))
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("profile", subject))
                .chain(row -> remove(author, row, seen));
    }

    private Uni<Void> remove(Caller author, ProfileEntity row, IfMatch seen) {
        var before = row.toProfile();
        Grants.requireWithin(author, before.role());
        seen.checkRemoval(before.etag());
        if (before.active()) {
            throw new StillActive(before.subject());
        }
        var removed = Change.removed("profile", before.subject(), before, row.tenant());
        return profiles.delete(row)
                .chain(() -> profiles.flush())
                .chain(() -> audit.append(author, removed))
                .chain(() -> keys.revokeBeyond(author, before.subject(), Right.NONE))
                .chain(gone -> directory.tellProfileGone(before.subject(), gone));
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
