package com.evaratech.node.tenancy;

import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.InvalidRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant is to be removed.
 *
 * @param isWithNodes whether its nodes are deleted first
 */
record RemovalWish(boolean isWithNodes) {

    private static final String DELETE = "delete";

    /**
     * Reads the query parameter {@code nodes}.
     *
     * @throws InvalidRequest when it is there and not {@code delete}
     */
    static RemovalWish accept(@Nullable String nodes) {
        var query = new QueryParameters();
        var isWithNodes =
                query.choice(
                        "nodes",
                        nodes,
                        text -> text.equals(DELETE) ? Optional.of(true) : Optional.empty(),
                        DELETE);
        query.throwIfRefused();
        return new RemovalWish(Boolean.TRUE.equals(isWithNodes));
    }
}
