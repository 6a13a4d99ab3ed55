package com.evaratech.gateway.cache;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.problem.DependencyUnavailable;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Whose data a scope is part of: what one of its people changes, ends all of its answers. */
sealed interface Tenant {

    /** The whole platform. */
    record All() implements Tenant {}

    /** A distributor with all its communities. */
    record Of(UUID distributorId) implements Tenant {}

    /** The tenant of a scope; nothing when it is not known now. */
    static Optional<Tenant> of(Scope scope, Directory directory) {
        return switch (scope) {
            case Scope.Everything _ -> Optional.of(new All());
            case Scope.OfDistributor(UUID id) -> Optional.of(new Of(id));
            case Scope.OfCommunity(UUID id) -> ofCommunity(id, directory);
            case Scope.OfCustomer(UUID _, UUID communityId) -> ofCommunity(communityId, directory);
        };
    }

    private static Optional<Tenant> ofCommunity(UUID id, Directory directory) {
        return known(directory.community(id)).map(CommunityEntry::distributorId).map(Of::new);
    }

    /** An answer of the directory, which is in memory and so known at once, or not at all. */
    static <T> Optional<T> known(Uni<Optional<T>> asked) {
        try {
            return asked.subscribe().asCompletionStage().getNow(Optional.empty());
        } catch (CompletionException e) {
            if (e.getCause() instanceof DependencyUnavailable) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
