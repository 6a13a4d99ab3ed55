package com.evaratech.telemetry.history;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.common.reading.mapping.ChannelRules;
import com.evaratech.common.reading.mapping.FieldWish;
import com.evaratech.common.reading.normalise.FieldMapping;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as somebody asks for it.
 *
 * @param format code of an {@link ImportFormat}
 * @param nodeId whose past it is
 * @param communityId whose nodes' past it is, when rows tell the node; this or the one before
 * @param fields what fields of a channel mean; without it, as the node's channel has it
 * @param nodes what the file calls nodes, to their ids
 * @param metrics what the file calls metrics, to their names; null passes it over
 * @param timeZone of times that do not tell theirs; UTC without it
 */
@RegisterForReflection
public record ImportWish(
        @Nullable String format,
        @Nullable UUID nodeId,
        @Nullable UUID communityId,
        @Nullable List<@Nullable FieldWish> fields,
        @Nullable Map<String, @Nullable UUID> nodes,
        @Nullable Map<String, @Nullable String> metrics,
        @Nullable String timeZone) {

    private static final int MOST_NAMES = 10_000;

    /** Copies the maps. */
    public ImportWish {
        nodes = nodes == null ? null : new HashMap<>(nodes);
        metrics = metrics == null ? null : new HashMap<>(metrics);
    }

    /**
     * The format.
     *
     * @throws InvalidRequest naming everything that does not go together
     */
    ImportFormat checked() {
        var errors = new ArrayList<FieldError>();
        Optional<ImportFormat> found = Optional.ofNullable(format).flatMap(ImportFormat::find);
        if (found.isEmpty()) {
            errors.add(FieldError.of("format", format, "thingspeak, csv, eav"));
        }
        if ((nodeId == null) == (communityId == null)) {
            errors.add(
                    FieldError.missing(
                            "node_id", "a node's id, or in community_id a community's, not both"));
        }
        boolean isChannel = found.equals(Optional.of(ImportFormat.THINGSPEAK));
        if (isChannel && nodeId == null) {
            errors.add(FieldError.missing("node_id", "the node of the channel"));
        }
        if (fields != null && !isChannel) {
            errors.add(FieldError.missing("fields", "none, with another format than thingspeak"));
        }
        checkNodes(errors);
        checkMetrics(errors);
        if (zone().isEmpty()) {
            errors.add(FieldError.of("time_zone", timeZone, "an IANA zone, like Asia/Kolkata"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        return found.orElseThrow();
    }

    /** What the fields of a channel mean; empty when that was not said. */
    Optional<List<FieldMapping>> mappings(Kind kind) {
        if (fields == null) {
            return Optional.empty();
        }
        var checked = new RequestFields();
        List<FieldMapping> mappings = ChannelRules.mappings(fields, kind, checked);
        checked.refuseIfAnyIsWrong();
        return Optional.of(mappings);
    }

    /** The zone of times that do not tell theirs; empty when there is none of that name. */
    Optional<ZoneId> zone() {
        if (timeZone == null) {
            return Optional.of(ZoneOffset.UTC);
        }
        return ZoneId.getAvailableZoneIds().contains(timeZone)
                ? Optional.of(ZoneId.of(timeZone))
                : Optional.empty();
    }

    Map<String, UUID> nodeNames() {
        Map<String, UUID> names = new HashMap<>();
        if (nodes != null) {
            nodes.forEach((name, id) -> {
                if (id != null) {
                    names.put(name, id);
                }
            });
        }
        return names;
    }

    Map<String, String> metricNames() {
        Map<String, String> names = new HashMap<>();
        if (metrics != null) {
            metrics.forEach((name, metric) -> names.put(name, metric == null ? "" : metric));
        }
        return names;
    }

    private void checkNodes(List<FieldError> errors) {
        if (nodes == null) {
            return;
        }
        if (nodes.size() > MOST_NAMES) {
            errors.add(FieldError.missing("nodes", "at most " + MOST_NAMES + " names"));
        }
        nodes.forEach((name, id) -> {
            if (id == null) {
                errors.add(FieldError.missing("nodes." + name, "a node's id"));
            }
        });
    }

    private void checkMetrics(List<FieldError> errors) {
        if (metrics == null) {
            return;
        }
        if (metrics.size() > MOST_NAMES) {
            errors.add(FieldError.missing("metrics", "at most " + MOST_NAMES + " names"));
        }
        metrics.forEach((name, metric) -> {
            if (metric != null && Metric.find(metric).isEmpty()) {
                errors.add(
                        FieldError.of(
                                "metrics." + name, metric, "a metric of the catalogue, or null"));
            }
        });
    }
}
