package com.evaratech.telemetry.range;

import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A span that is looked through reading by reading.
 *
 * @param from the first instant
 * @param until behind the last instant
 */
public record RawSpan(Instant from, Instant until) {

    /** At a reading each minute some fifty thousand. */
    public static final Duration LONGEST = Duration.ofDays(31);

    private static final Duration WITHOUT_FROM = Duration.ofDays(7);

    /**
     * Reads the query parameters {@code from} and {@code to}; a week up to now without them.
     *
     * @param parameters of the request; refused ones are told with its others
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    public static RawSpan of(
            QueryParameters parameters, @Nullable String from, @Nullable String to, Instant now) {
        @Nullable Instant first =
                parameters.choice("from", from, QueryTime::parse, QueryTime.ALLOWED);
        @Nullable Instant last = parameters.choice("to", to, QueryTime::parse, QueryTime.ALLOWED);
        parameters.throwIfRefused();
        Instant until = Objects.requireNonNullElse(last, now);
        Instant begin = first == null ? until.minus(WITHOUT_FROM) : first;
        if (!begin.isBefore(until)) {
            throw new InvalidRequest(FieldError.of("from", begin, "a time before " + until));
        }
        if (Duration.between(begin, until).compareTo(LONGEST) > 0) {
            throw new InvalidRequest(
                    FieldError.of(
                            "from",
                            begin,
                            "no more than %d days before 'to'".formatted(LONGEST.toDays())));
        }
        return new RawSpan(begin, until);
    }

    /** What of it is not before an instant; empty when all of it is. */
    public Optional<RawSpan> notBefore(Optional<Instant> beginning) {
        if (beginning.isEmpty() || !from.isBefore(beginning.get())) {
            return Optional.of(this);
        }
        return beginning.get().isBefore(until)
                ? Optional.of(new RawSpan(beginning.get(), until))
                : Optional.empty();
    }
}
