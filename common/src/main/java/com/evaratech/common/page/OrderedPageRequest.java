package com.evaratech.common.page;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page a caller asks for, of a list that has several orders. The place behind an item is its
 * value in the order and, among equals, its key: so pages stay stable while rows are added, and
 * while others change.
 *
 * @param order name of the order
 * @param limit most items to answer with, 1 to 200
 * @param after the last item the caller has; {@code null} for the first page
 */
public record OrderedPageRequest(String order, int limit, @Nullable Place after) {

    // Tells our cursors from any other base64.
    private static final String PREFIX = "o";
    private static final int PARTS = 4;

    /**
     * An item's place in the order.
     *
     * @param value what the order goes by
     * @param key unique, ascending among items of equal value
     */
    public record Place(String value, long key) {}

    /**
     * Reads the query parameters {@code limit} and {@code cursor}.
     *
     * @param order the order asked for; a cursor belongs to the one it was given in
     * @throws InvalidRequest when one of them cannot be understood
     */
    public static OrderedPageRequest of(
            String order, @Nullable String limit, @Nullable String cursor) {
        int parsedLimit = PageRequest.of(limit, null).limit();
        return new OrderedPageRequest(
                order, parsedLimit, cursor == null ? null : place(order, cursor));
    }

    /** The LIMIT of the query: one more than is shown tells whether there is a next page. */
    public int rowsToFetch() {
        return limit + 1;
    }

    /** The page that rows make which were fetched with {@link #rowsToFetch} as limit. */
    public <R> Page<R> page(List<R> rows, Function<R, Place> placeOf) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<R> items = rows.subList(0, limit);
        return new Page<>(items, cursorAfter(placeOf.apply(items.getLast())));
    }

    private String cursorAfter(Place place) {
        String text = "%s:%s:%d:%s".formatted(PREFIX, order, place.key(), place.value());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Place place(String order, String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(":", PARTS);
            // U+0000 has no place in a database, and none in a cursor of ours.
            if (parts.length == PARTS
                    && parts[0].equals(PREFIX)
                    && parts[1].equals(order)
                    && text.indexOf('\0') < 0) {
                return new Place(parts[3], Long.parseLong(parts[2]));
            }
        } catch (IllegalArgumentException notOurs) {
            // neither base64 nor a number: the same error as for a foreign prefix
        }
        throw new InvalidRequest(
                FieldError.of(
                        "cursor",
                        cursor,
                        "the value of 'next' in an earlier answer of the same order"));
    }
}
