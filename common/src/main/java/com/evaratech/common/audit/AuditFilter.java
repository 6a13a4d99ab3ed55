package com.evaratech.common.audit;

import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an audit; newest first.
 *
 * @param asked the equal matches and the times
 * @param before the row that the caller has last; {@code null} at the beginning
 * @param limit most rows, 1 to 1,000
 */
public record AuditFilter(Asked asked, @Nullable Place before, int limit) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 1_000;
    private static final int LONGEST_TEXT = 200;
    private static final String TEXT = "text of 1 to 200 characters";

    /** What rows must have; {@code null} for anything. */
    public record Asked(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String subjectType,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** A row's place in the list. */
    public record Place(Instant at, long number) {

        private static final Pattern FORM = Pattern.compile("a:(-?\\d{1,18}):(\\d{1,18})");
        private static final long MICROS = 1_000_000;

        /** As a cursor. */
        public String cursor() {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            "a:%d:%d"
                                    .formatted(micros, number)
                                    .getBytes(StandardCharsets.US_ASCII));
        }

        /** The place that a cursor is; empty when it is none of ours. */
        public static Optional<Place> ofCursor(String cursor) {
            try {
                var matcher =
                        FORM.matcher(
                                new String(
                                        Base64.getUrlDecoder().decode(cursor),
                                        StandardCharsets.US_ASCII));
                if (!matcher.matches()) {
                    return Optional.empty();
                }
                long micros = Long.parseLong(matcher.group(1));
                return Optional.of(
                        new Place(
                                Instant.ofEpochSecond(
                                        Math.floorDiv(micros, MICROS),
                                        Math.floorMod(micros, MICROS) * 1_000),
                                Long.parseLong(matcher.group(2))));
            } catch (IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }
    }

    /**
     * Reads the query parameters.
     *
     * @param given a parameter's value by its name, {@code null} when it is not there
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    public static AuditFilter of(Function<String, @Nullable String> given) {
        QueryParameters parameters = new QueryParameters();
        Asked asked =
                new Asked(
                        parameters.choice("actor", given.apply("actor"), AuditFilter::text, TEXT),
                        parameters.choice("action", given.apply("action"), AuditFilter::text, TEXT),
                        parameters.choice(
                                "subject_type",
                                given.apply("subject_type"),
                                AuditFilter::text,
                                TEXT),
                        parameters.choice(
                                "subject", given.apply("subject"), AuditFilter::text, TEXT),
                        parameters.time("from", given.apply("from")),
                        parameters.time("to", given.apply("to")));
        @Nullable Integer limit =
                parameters.choice(
                        "limit",
                        given.apply("limit"),
                        AuditFilter::limit,
                        "a whole number from 1 to " + LARGEST_LIMIT);
        @Nullable Place before =
                parameters.choice(
                        "cursor",
                        given.apply("cursor"),
                        Place::ofCursor,
                        "the value of 'next' in an earlier answer");
        parameters.throwIfRefused();
        if (asked.from() != null && asked.to() != null && !asked.from().isBefore(asked.to())) {
            throw new InvalidRequest(
                    FieldError.of("from", asked.from(), "a time before " + asked.to()));
        }
        return new AuditFilter(asked, before, limit == null ? DEFAULT_LIMIT : limit);
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() || text.length() > LONGEST_TEXT
                ? Optional.empty()
                : Optional.of(text);
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
