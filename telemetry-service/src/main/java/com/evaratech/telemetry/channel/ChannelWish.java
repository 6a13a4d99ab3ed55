package com.evaratech.telemetry.channel;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.normalise.FieldMapping;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is to be, as somebody asks for it.
 *
 * @param name 1 to 255 characters; when missing, the node's id
 * @param fields what its fields mean, 1 to 8, no number and no metric twice
 */
@RegisterForReflection
record ChannelWish(@Nullable String name, @Nullable List<@Nullable FieldWish> fields) {

    private static final int LONGEST_NAME = 255;

    /**
     * What one field is to mean.
     *
     * @param field its number, 1 to 8
     * @param metric name in the catalogue, one that the node's kind has
     * @param scale the raw value times this; 1 when missing
     * @param offset and plus this is the metric's value; 0 when missing
     * @param words raw text to word, of a metric of words; none when missing
     */
    @RegisterForReflection
    record FieldWish(
            @Nullable Integer field,
            @Nullable String metric,
            @Nullable Double scale,
            @Nullable Double offset,
            @Nullable Map<String, String> words) {}

    /** The name that is asked for. */
    String nameOr(String otherwise) {
        if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
            throw new InvalidRequest(
                    FieldError.of("name", name, "1 to " + LONGEST_NAME + " characters"));
        }
        return name == null ? otherwise : name.strip();
    }

    /**
     * What the fields are to mean, in the order of their numbers.
     *
     * @param kind of the node
     * @throws InvalidRequest naming what cannot be
     */
    List<FieldMapping> mappings(Kind kind) {
        if (fields == null || fields.isEmpty() || fields.size() > FieldMapping.FIELDS) {
            throw new InvalidRequest(
                    FieldError.missing("fields", "1 to %d entries".formatted(FieldMapping.FIELDS)));
        }
        var errors = new ArrayList<FieldError>();
        var mappings = new ArrayList<FieldMapping>();
        for (int i = 0; i < fields.size(); i++) {
            mapping(fields.get(i), "fields[" + i + "]", kind, errors).ifPresent(mappings::add);
        }
        Set<Integer> numbers = new HashSet<>();
        Set<Metric> metrics = new HashSet<>();
        for (FieldMapping mapping : mappings) {
            if (!numbers.add(mapping.field()) || !metrics.add(mapping.metric())) {
                errors.add(
                        FieldError.of(
                                "fields", mapping.field(), "each number and each metric once"));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        mappings.sort(Comparator.comparingInt(FieldMapping::field));
        return mappings;
    }

    private static Optional<FieldMapping> mapping(
            @Nullable FieldWish wish, String path, Kind kind, List<FieldError> errors) {
        if (wish == null || wish.field() == null) {
            errors.add(FieldError.missing(path + ".field", "1 to " + FieldMapping.FIELDS));
            return Optional.empty();
        }
        Optional<Metric> metric =
                Optional.ofNullable(wish.metric())
                        .flatMap(Metric::find)
                        .filter(found -> found.isOf(kind));
        if (metric.isEmpty()) {
            String known =
                    Metric.of(kind).stream().map(Metric::code).collect(Collectors.joining(", "));
            errors.add(FieldError.of(path + ".metric", wish.metric(), known));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new FieldMapping(
                            wish.field(),
                            metric.get(),
                            wish.scale() == null ? 1 : wish.scale(),
                            wish.offset() == null ? 0 : wish.offset(),
                            wish.words() == null ? Map.of() : wish.words()));
        } catch (IllegalArgumentException refused) {
            errors.add(FieldError.missing(path, String.valueOf(refused.getMessage())));
            return Optional.empty();
        }
    }
}
