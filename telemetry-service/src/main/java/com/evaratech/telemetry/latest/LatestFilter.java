package com.evaratech.telemetry.latest;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.InvalidRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes a list is to show, by the values in the rows; {@code null} leaves a property open.
 */
record LatestFilter(@Nullable String kind, @Nullable UUID communityId) {

    private static final String KINDS =
            Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.joining(", "));

    /**
     * Reads the query parameters {@code kind} and {@code community}.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static LatestFilter of(@Nullable String kind, @Nullable String community) {
        QueryParameters parameters = new QueryParameters();
        LatestFilter filter =
                new LatestFilter(
                        parameters.choice("kind", kind, LatestFilter::knownKind, KINDS),
                        parameters.id("community", community));
        parameters.throwIfRefused();
        return filter;
    }

    private static Optional<String> knownKind(String text) {
        return Arrays.stream(Kind.values()).map(Kind::name).filter(text::equals).findFirst();
    }
}
