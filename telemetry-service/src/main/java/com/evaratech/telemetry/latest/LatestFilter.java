package com.evaratech.telemetry.latest;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.nodes.ScopedNodes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes a list is to show, by the values in the rows; {@code null} leaves a property open.
 */
record LatestFilter(@Nullable String kind, @Nullable UUID communityId, @Nullable List<UUID> nodes) {

    private static final String KINDS =
            Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.joining(", "));

    /**
     * Reads the query parameters {@code kind}, {@code community} and {@code nodes}.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static LatestFilter of(
            @Nullable String kind, @Nullable String community, @Nullable String nodes) {
        QueryParameters parameters = new QueryParameters();
        LatestFilter filter =
                new LatestFilter(
                        parameters.choice("kind", kind, LatestFilter::knownKind, KINDS),
                        parameters.id("community", community),
                        parameters.choice("nodes", nodes, ScopedNodes::parse, ScopedNodes.ALLOWED));
        parameters.throwIfRefused();
        return filter;
    }

    private static Optional<String> knownKind(String text) {
        return Arrays.stream(Kind.values()).map(Kind::name).filter(text::equals).findFirst();
    }
}
