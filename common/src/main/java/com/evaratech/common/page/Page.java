package com.evaratech.common.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the rows, in the list's order
 * @param next the cursor to ask for the next page with; {@code null} on the last page
 * @param <T> what the list is of
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, @Nullable String next) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page that rows make which were fetched with {@link PageRequest#rowsToFetch()} as limit:
     * the one row too many only tells that there is a next page.
     *
     * @param rows rows in key order, at most {@code request.rowsToFetch()}
     * @param key the unique, ascending key that the list is ordered by
     */
    public static <R> Page<R> of(PageRequest request, List<R> rows, ToLongFunction<R> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<R> items = rows.subList(0, request.limit());
        return new Page<>(items, PageRequest.cursorAfter(key.applyAsLong(items.getLast())));
    }

    /** The same page with each item turned into another form. */
    public <R> Page<R> map(Function<? super T, ? extends R> form) {
        return new Page<>(items.stream().<R>map(form).toList(), next);
    }
}
