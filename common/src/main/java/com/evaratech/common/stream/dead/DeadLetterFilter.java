package com.evaratech.common.stream.dead;

import com.evaratech.common.audit.AuditFilter.Place;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.InvalidRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are asked for.
 *
 * @param reason that they were refused for; null for any
 * @param before those behind this place; null from the newest on
 * @param limit most rows, 1 to 200
 */
public record DeadLetterFilter(@Nullable String reason, @Nullable Place before, int limit) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;
    private static final Set<String> REASONS = Set.of("unreadable", "refused_by_database");

    /**
     * Reads the query parameters.
     *
     * @param given a parameter's value by its name, {@code null} when it is not there
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    public static DeadLetterFilter of(Function<String, @Nullable String> given) {
        var parameters = new QueryParameters();
        @Nullable String reason =
                parameters.choice(
                        "reason",
                        given.apply("reason"),
                        text -> Optional.of(text).filter(REASONS::contains),
                        "unreadable, refused_by_database");
        @Nullable Integer limit =
                parameters.choice(
                        "limit",
                        given.apply("limit"),
                        DeadLetterFilter::limit,
                        "a whole number from 1 to " + LARGEST_LIMIT);
        @Nullable Place before =
                parameters.choice(
                        "cursor",
                        given.apply("cursor"),
                        Place::ofCursor,
                        "the value of 'next' in an earlier answer");
        parameters.throwIfRefused();
        return new DeadLetterFilter(reason, before, limit == null ? DEFAULT_LIMIT : limit);
    }

    private static Optional<Integer> limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            return limit >= 1 && limit <= LARGEST_LIMIT ? Optional.of(limit) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
