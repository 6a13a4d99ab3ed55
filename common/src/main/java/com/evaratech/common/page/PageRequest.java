package com.evaratech.common.page;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which page a caller asks for.
 *
 * @param limit most items to answer with, 1 to 200
 * @param after key of the last item the caller has; {@link Long#MIN_VALUE} for the first page
 */
public record PageRequest(int limit, long after) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    // Behind the prefix stands the key. The prefix tells our cursors from any other base64.
    private static final String PREFIX = "k:";

    /** Checks the limit. */
    public PageRequest {
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new IllegalArgumentException("limit out of range: " + limit);
        }
    }

    /**
     * Reads the query parameters {@code limit} and {@code cursor}.
     *
     * @throws InvalidRequest when one of them cannot be understood
     */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        List<FieldError> errors = new ArrayList<>();
        int parsedLimit = parseLimit(limit, errors);
        long after = parseCursor(cursor, errors);
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        return new PageRequest(parsedLimit, after);
    }

    /** The LIMIT of the query: one more than is shown tells whether there is a next page. */
    public int rowsToFetch() {
        return limit + 1;
    }

    /** The cursor of the page behind a key. */
    public static String cursorAfter(long key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((PREFIX + key).getBytes(StandardCharsets.US_ASCII));
    }

    private static int parseLimit(@Nullable String limit, List<FieldError> errors) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int parsed = Integer.parseInt(limit);
            if (parsed >= 1 && parsed <= LARGEST_LIMIT) {
                return parsed;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the error that both mistakes share
        }
        errors.add(FieldError.of("limit", limit, "a whole number from 1 to " + LARGEST_LIMIT));
        return DEFAULT_LIMIT;
    }

    private static long parseCursor(@Nullable String cursor, List<FieldError> errors) {
        if (cursor == null) {
            return Long.MIN_VALUE;
        }
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.startsWith(PREFIX)) {
                return Long.parseLong(text, PREFIX.length(), text.length(), 10);
            }
        } catch (IllegalArgumentException notOurs) {
            // neither base64 nor a number: the same error as for a foreign prefix
        }
        errors.add(FieldError.of("cursor", cursor, "the value of 'next' in an earlier answer"));
        return Long.MIN_VALUE;
    }
}
