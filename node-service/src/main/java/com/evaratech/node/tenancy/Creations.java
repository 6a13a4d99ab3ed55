package com.evaratech.node.tenancy;

import com.evaratech.common.access.Caller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.node.idempotency.Created;
import com.evaratech.node.idempotency.IdempotentCreation;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers requests that add a part to the tree, each wish under a key once. */
@ApplicationScoped
class Creations {

    private final IdempotentCreation creation;
    private final ObjectMapper json;

    Creations(IdempotentCreation creation, ObjectMapper json) {
        this.creation = creation;
        this.json = json;
    }

    /**
     * 201 with what is made, or was made before under this key.
     *
     * @param list path of all of its kind, below which it is from now on
     * @param wish the request's body
     */
    <T> Uni<RestResponse<String>> once(
            Caller author,
            Optional<IdempotencyKey> key,
            String list,
            Object wish,
            Supplier<Uni<T>> make,
            Function<T, UUID> id,
            ToLongFunction<T> version) {
        return creation.once(
                        author,
                        key,
                        "POST " + list,
                        wish,
                        () ->
                                make.get()
                                        .map(made ->
                                                Created.of(
                                                        list + "/" + id.apply(made),
                                                        Long.toString(version.applyAsLong(made)),
                                                        made,
                                                        json)))
                .map(Created::response);
    }
}
