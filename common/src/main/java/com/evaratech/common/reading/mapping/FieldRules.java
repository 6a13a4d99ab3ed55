package com.evaratech.common.reading.mapping;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.common.reading.normalise.FieldMapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of one channel may mean. A refused part is read as one that fits, since the
 * request is refused as a whole once all of it was looked at.
 */
final class FieldRules {
    /** Beyond it a factor is a slip of the pen: no two units of one quantity are so far apart. */
    private static final double LARGEST = 1e9;

    private static final int MOST_WORDS = 20;
    private static final int RAW_LENGTH = 64;

    private final Kind kind;
    private final RequestFields fields;
    private final Set<Integer> numbers = new HashSet<>();
    private final Set<Metric> metrics = EnumSet.noneOf(Metric.class);

    FieldRules(Kind kind, RequestFields fields) {
        this.kind = kind;
        this.fields = fields;
    }

    /** In the order of their numbers. */
    List<FieldMapping> accept(List<@Nullable FieldWish> wishes) {
        var mappings = new ArrayList<FieldMapping>();
        for (int index = 0; index < wishes.size(); index++) {
            var at = "fields[%d]".formatted(index);
            var wish = wishes.get(index);
            if (wish == null) {
                fields.refuse(at, null, "an object with field and metric");
            } else {
                accept(at, wish).ifPresent(mappings::add);
            }
        }
        mappings.sort(Comparator.comparingInt(FieldMapping::field));
        return mappings;
    }

    /** Without a metric that the node has, nothing can be said about scale, offset and words. */
    private Optional<FieldMapping> accept(String at, FieldWish wish) {
        var number = number(at + ".field", wish.field());
        return metric(at + ".metric", wish.metric())
                .map(metric ->
                        switch (metric.plausible()) {
                            case Plausible.Range _ -> ofNumbers(at, number, metric, wish);
                            case Plausible.OneOf words ->
                                    ofWords(at, number, metric, words.codes(), wish);
                        });
    }

    private int number(String path, @Nullable Integer wish) {
        var number = fields.integer(path, wish, 1, FieldMapping.FIELDS);
        if (number < 1 || number > FieldMapping.FIELDS) {
            return 1;
        }
        fields.require(numbers.add(number), path, number, "each field once");
        return number;
    }

    private Optional<Metric> metric(String path, @Nullable String wish) {
        var metric =
                Optional.ofNullable(wish).flatMap(Metric::find).filter(known -> known.isOf(kind));
        if (metric.isEmpty()) {
            fields.refuse(path, wish, metricsOf(kind));
        } else {
            fields.require(metrics.add(metric.get()), path, wish, "each metric once");
        }
        return metric;
    }

    private FieldMapping ofNumbers(String at, int number, Metric metric, FieldWish wish) {
        fields.require(
                wish.words() == null || wish.words().isEmpty(),
                at + ".words",
                "%d words".formatted(wish.words() == null ? 0 : wish.words().size()),
                "nothing: %s is a number".formatted(metric.code()));
        var scale = orElse(wish.scale(), 1);
        var scaleFits = scale != 0 && Math.abs(scale) <= LARGEST;
        fields.require(scaleFits, at + ".scale", scale, "a number from -1e9 to 1e9 other than 0");
        var offset = orElse(wish.offset(), 0);
        var offsetFits = Math.abs(offset) <= LARGEST;
        fields.require(offsetFits, at + ".offset", offset, "a number from -1e9 to 1e9");
        return new FieldMapping(
                number, metric, scaleFits ? scale : 1, offsetFits ? offset : 0, Map.of());
    }

    private FieldMapping ofWords(
            String at, int number, Metric metric, List<String> allowed, FieldWish wish) {
        var nothing = "nothing: %s is a word".formatted(metric.code());
        fields.require(orElse(wish.scale(), 1) == 1, at + ".scale", wish.scale(), nothing);
        fields.require(orElse(wish.offset(), 0) == 0, at + ".offset", wish.offset(), nothing);
        var words = words(at + ".words", wish.words(), allowed);
        return new FieldMapping(number, metric, 1, 0, words);
    }

    private Map<String, String> words(
            String at, @Nullable Map<String, @Nullable String> wish, List<String> allowed) {
        var known = new HashMap<String, String>();
        if (wish == null) {
            return known;
        }
        if (wish.size() > MOST_WORDS) {
            fields.refuse(
                    at,
                    "%d words".formatted(wish.size()),
                    "at most %d words".formatted(MOST_WORDS));
            return known;
        }
        wish.forEach((raw, word) -> {
            if (!isComparable(raw)) {
                fields.refuse(
                        at,
                        raw,
                        "raw texts of 1 to %d characters without blanks around"
                                .formatted(RAW_LENGTH));
            } else if (word == null || !allowed.contains(word)) {
                fields.refuse(at + "." + raw, word, "one of " + String.join(", ", allowed));
            } else {
                known.put(raw, word);
            }
        });
        return known;
    }

    /** What a channel sends is compared without the blanks around it. */
    private static boolean isComparable(String raw) {
        return !raw.isEmpty()
                && raw.equals(raw.strip())
                && RequestFields.isReadable(raw, RAW_LENGTH);
    }

    private static String metricsOf(Kind kind) {
        return Metric.of(kind).stream()
                .map(Metric::code)
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    private static double orElse(@Nullable Double wish, double otherwise) {
        return wish == null ? otherwise : wish;
    }
}
