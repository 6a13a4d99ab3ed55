package com.evaratech.bench.query;

import com.evaratech.bench.query.Campus.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Indexes beside those that there are.
 *
 * @param name of its marks
 * @param table of each kind that has one more, without the kind; empty for none
 * @param form of the index, of the metric that charts of a kind are asked for
 */
record IndexTrial(String name, String table, String form) {

    /** First without any. */
    static final List<IndexTrial> ALL =
            List.of(
                    new IndexTrial("as-they-are", "", ""),
                    new IndexTrial(
                            "readings-covering",
                            "telemetry",
                            "(node_number, recorded_at) include (%1$s)"),
                    new IndexTrial(
                            "readings-partial",
                            "telemetry",
                            "(node_number, recorded_at) where %1$s is not null"),
                    new IndexTrial("readings-brin", "telemetry", "using brin (recorded_at)"),
                    new IndexTrial(
                            "quarters-covering",
                            "rollup_quarter",
                            "(node_number, begins)"
                                    + " include (%1$s_min, %1$s_max, %1$s_sum, %1$s_count)"),
                    new IndexTrial(
                            "days-covering",
                            "rollup_day",
                            "(node_number, day)"
                                    + " include (%1$s_min, %1$s_max, %1$s_sum, %1$s_count)"));

    private static final String INDEX = "telemetry.trial_";

    /** The statements that make it. */
    List<String> made() {
        return table.isEmpty()
                ? List.of()
                : Arrays.stream(Kind.values()).flatMap(this::made).toList();
    }

    private Stream<String> made(Kind kind) {
        String on = "telemetry.%s_%s".formatted(table, code(kind));
        return Stream.of(
                "create index trial_%s on %s %s"
                        .formatted(code(kind), on, form.formatted(kind.metric())),
                // Without it an index alone is enough for no answer.
                "vacuum analyze " + on);
    }

    /** The statements that take it away. */
    List<String> gone() {
        return table.isEmpty()
                ? List.of()
                : Arrays.stream(Kind.values())
                        .map(kind -> "drop index " + INDEX + code(kind))
                        .toList();
    }

    private static String code(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
