package com.evaratech.node.idempotency;

import com.evaratech.common.access.Caller;
import com.evaratech.common.idempotency.Fingerprint;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.idempotency.IdempotencyKeyReused;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes something once for each {@code Idempotency-Key} of a caller. The key's row is written in
 * the transaction that makes it, so both are there or none; a second request with the key waits at
 * the row's place until the first has committed, and is given its answer. A request that failed
 * left no row, and may be sent again.
 */
@ApplicationScoped
public class IdempotentCreation {

    // 24 hours: a client that was away longer asks what is there before it repeats itself.
    static final String CLAIM =
            """
            insert into registry.idempotent_answer as kept (subject, key, fingerprint, created_at)
            values (:subject, :key, :fingerprint, now())
            on conflict (subject, key) do update
            set fingerprint = excluded.fingerprint, location = null, etag = null, body = null,
                created_at = excluded.created_at
            where kept.created_at < now() - interval '24 hours'
            """;

    static final String FIND =
            """
            select fingerprint, location, etag, body
            from registry.idempotent_answer
            where subject = :subject and key = :key
            """;

    static final String KEEP =
            """
            update registry.idempotent_answer
            set location = :location, etag = :etag, body = :body
            where subject = :subject and key = :key
            """;

    // Each new row clears away up to 20 old ones, so that they never pile up.
    static final String FORGET =
            """
            delete from registry.idempotent_answer
            where (subject, key) in (
                select subject, key from registry.idempotent_answer
                where created_at < now() - interval '24 hours'
                order by created_at
                limit 20
                for update skip locked)
            """;

    private static final String SUBJECT = "subject";
    private static final String KEY = "key";
    private static final String FINGERPRINT = "fingerprint";

    private final ObjectMapper json;

    IdempotentCreation(ObjectMapper json) {
        this.json = json;
    }

    /**
     * What {@code make} makes, or what it made before under this key.
     *
     * @param operation names what is wished for, so that a key is not taken for another route's
     * @param wish the request's body: the same wish has the same JSON
     * @param make runs in this transaction; not asked when there is an answer
     */
    @WithTransaction
    public Uni<Created> once(
            Caller caller,
            Optional<IdempotencyKey> key,
            String operation,
            Object wish,
            Supplier<Uni<Created>> make) {
        if (key.isEmpty()) {
            return make.get();
        }
        var fingerprint = fingerprint(operation, wish);
        return forget().chain(() -> claim(caller, key.get(), fingerprint))
                .chain(isNew ->
                        isNew
                                ? make.get().call(made -> keep(caller, key.get(), made))
                                : find(caller, key.get(), fingerprint));
    }

    private Uni<Void> forget() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET).executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Boolean> claim(Caller caller, IdempotencyKey key, String fingerprint) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(CLAIM)
                                .setParameter(SUBJECT, caller.subject())
                                .setParameter(KEY, key.text())
                                .setParameter(FINGERPRINT, fingerprint)
                                .executeUpdate())
                .map(rows -> rows == 1);
    }

    private Uni<Created> find(Caller caller, IdempotencyKey key, String fingerprint) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(FIND, Object[].class)
                                .setParameter(SUBJECT, caller.subject())
                                .setParameter(KEY, key.text())
                                .getSingleResult())
                .map(row -> {
                    if (!fingerprint.equals(row[0])) {
                        throw new IdempotencyKeyReused(key.text());
                    }
                    return new Created((String) row[1], (String) row[2], (String) row[3]);
                });
    }

    private Uni<Void> keep(Caller caller, IdempotencyKey key, Created made) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(KEEP)
                                .setParameter(SUBJECT, caller.subject())
                                .setParameter(KEY, key.text())
                                .setParameter("location", made.location())
                                .setParameter("etag", made.etag())
                                .setParameter("body", made.body())
                                .executeUpdate())
                .replaceWithVoid();
    }

    private String fingerprint(String operation, Object wish) {
        try {
            return Fingerprint.of(operation + "\n" + json.writeValueAsString(wish));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of " + wish.getClass(), e);
        }
    }
}
