package com.evaratech.common.directory;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.hash.ReactiveHashCommands;
import io.quarkus.redis.datasource.keys.ReactiveKeyCommands;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Answers who a person is and where a community or node belongs, from the snapshot that
 * node-service keeps in Redis. One round trip a question; nothing is cached, so a change counts as
 * soon as it is published.
 *
 * <p>Every {@code Uni} fails when Redis does not answer in time or the snapshot is not complete:
 * "not there" is only said when it is known.
 */
@Singleton
public class Directory {

    // A directory that needs longer is as good as away: the caller waits for it.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ReactiveHashCommands<String, String, String> entries;
    private final ReactiveKeyCommands<String> keys;

    Directory(ReactiveRedisDataSource redis) {
        this.entries = redis.hash(String.class);
        this.keys = redis.key();
    }

    /** The profile of a token's subject, if anybody gave it one. */
    public Uni<Optional<Profile>> profile(String subject) {
        return find(DirectoryKeys.PROFILES, subject, Profile::fromJson);
    }

    /** The community of this id, if there is one. */
    public Uni<Optional<CommunityEntry>> community(UUID id) {
        return find(
                DirectoryKeys.COMMUNITIES,
                id.toString(),
                json -> CommunityEntry.fromJson(id, json));
    }

    /** The node of this id, if there is one. */
    public Uni<Optional<NodeEntry>> node(UUID id) {
        return find(DirectoryKeys.NODES, id.toString(), json -> NodeEntry.fromJson(id, json));
    }

    private <T> Uni<Optional<T>> find(String hash, String field, Function<String, T> form) {
        return entries.hget(hash, field)
                .onItem()
                .ifNull()
                .switchTo(() -> findInCompleteSnapshot(hash, field))
                .ifNoItem()
                .after(LONGEST_WAIT)
                .fail()
                .map(json -> Optional.ofNullable(json).map(form));
    }

    /** Looks once more after the marker was seen: the entry may have come just before it. */
    private Uni<String> findInCompleteSnapshot(String hash, String field) {
        return keys.exists(DirectoryKeys.COMPLETE)
                .chain(complete ->
                        complete
                                ? entries.hget(hash, field)
                                : Uni.createFrom().failure(new IncompleteSnapshot()));
    }

    private static final class IncompleteSnapshot extends RuntimeException {

        private static final long serialVersionUID = 1L;

        IncompleteSnapshot() {
            super("the directory's snapshot is being rebuilt", null, false, false);
        }
    }
}
