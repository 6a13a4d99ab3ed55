package com.evaratech.telemetry.export;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.nodes.ScopedNodes;
import com.evaratech.telemetry.range.QueryTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which readings go into a file.
 *
 * @param nodes which; {@code null} for all of the scope
 * @param communityId of which community; {@code null} for all
 * @param kind of which kind; {@code null} for all
 * @param metrics the columns, in the catalogue's order
 * @param from the first instant
 * @param until behind the last instant
 * @param form of the file
 * @param after the last reading that somebody has; {@code null} at the beginning
 */
record ExportQuery(
        @Nullable List<UUID> nodes,
        @Nullable UUID communityId,
        @Nullable Kind kind,
        List<Metric> metrics,
        Instant from,
        Instant until,
        FileForm form,
        @Nullable Place after) {

    private static final Instant BEGINNING = Instant.EPOCH;
    private static final String PLACE =
            "node_id and recorded_at of the last line that came whole, joined by a comma";

    /** A reading's place in the file. */
    record Place(UUID nodeId, Instant recordedAt) {

        private static Optional<Place> parse(String text) {
            String[] parts = text.split(",", 2);
            if (parts.length < 2) {
                return Optional.empty();
            }
            try {
                UUID node = UUID.fromString(parts[0]);
                return QueryTime.parse(parts[1]).map(at -> new Place(node, at));
            } catch (IllegalArgumentException notAnId) {
                return Optional.empty();
            }
        }
    }

    /** The query parameters as they came. */
    record Asked(
            @Nullable String nodes,
            @Nullable String community,
            @Nullable String kind,
            @Nullable String metrics,
            @Nullable String from,
            @Nullable String to,
            @Nullable String format,
            @Nullable String after) {}

    /**
     * Reads the query parameters.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static ExportQuery of(Asked asked, Instant now) {
        var parameters = new QueryParameters();
        @Nullable List<UUID> nodes =
                parameters.choice("nodes", asked.nodes(), ScopedNodes::parse, ScopedNodes.ALLOWED);
        @Nullable UUID community = parameters.id("community", asked.community());
        @Nullable Kind kind =
                parameters.choice(
                        "kind",
                        asked.kind(),
                        text ->
                                Arrays.stream(Kind.values())
                                        .filter(each -> each.name().equals(text))
                                        .findFirst(),
                        "TANK, FLOW, DEEP");
        @Nullable List<Metric> metrics =
                parameters.choice(
                        "metrics",
                        asked.metrics(),
                        ExportQuery::metrics,
                        "names of the metric catalogue, joined by commas");
        @Nullable Instant from =
                parameters.choice("from", asked.from(), QueryTime::parse, QueryTime.ALLOWED);
        @Nullable Instant to =
                parameters.choice("to", asked.to(), QueryTime::parse, QueryTime.ALLOWED);
        @Nullable FileForm form =
                parameters.choice("format", asked.format(), FileForm::find, "csv, ndjson");
        @Nullable Place after = parameters.choice("after", asked.after(), Place::parse, PLACE);
        parameters.throwIfRefused();
        Instant first = Objects.requireNonNullElse(from, BEGINNING);
        Instant until = Objects.requireNonNullElse(to, now);
        if (!first.isBefore(until)) {
            throw new InvalidRequest(FieldError.of("from", first, "a time before " + until));
        }
        List<Metric> all = kind == null ? List.of(Metric.values()) : Metric.of(kind);
        return new ExportQuery(
                nodes,
                community,
                kind,
                metrics == null ? all : metrics,
                first,
                until,
                Objects.requireNonNullElse(form, FileForm.NDJSON),
                after);
    }

    /** The same, not before an instant. */
    ExportQuery notBefore(Optional<Instant> beginning) {
        if (beginning.isEmpty() || !from.isBefore(beginning.get())) {
            return this;
        }
        return new ExportQuery(
                nodes, communityId, kind, metrics, beginning.get(), until, form, after);
    }

    private static Optional<List<Metric>> metrics(String text) {
        List<String> codes = Arrays.asList(text.split(",", -1));
        List<Metric> found =
                Arrays.stream(Metric.values())
                        .filter(metric -> codes.contains(metric.code()))
                        .toList();
        return found.size() == codes.size() ? Optional.of(found) : Optional.empty();
    }
}
