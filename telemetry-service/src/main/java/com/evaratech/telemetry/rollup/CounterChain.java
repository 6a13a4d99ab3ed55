package com.evaratech.telemetry.rollup;

import com.evaratech.common.metric.Metric;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts a counter's parts, readings or rows of rollups, one behind the other in SQL. A part that
 * only repeats where the counter stood is passed over; each other one is told what it adds ({@code
 * _step}), and what stands next to its ends ({@code _fresh}, {@code _prior}).
 */
public final class CounterChain {

    /** Where a row's counter stood first that is not its first value. */
    static final String FIRST_OTHER =
            "(array_agg(%1$s_fresh order by %2$s)"
                    + " filter (where %1$s_fresh is not null and not %1$s_repeats))[1]";

    /** Where a row's counter stood last that is not its last value. */
    static final String LAST_OTHER =
            "(array_agg(%1$s_prior order by %2$s desc)"
                    + " filter (where %1$s_repeats is not null and not %1$s_repeats))[1]";

    private CounterChain() {}

    /** Of single readings. */
    static String ofReadings(List<Metric> counters, String parts, String group) {
        return chain(
                counters,
                parts,
                group,
                "recorded_at",
                "%1$s as %1$s_first, %1$s as %1$s_last, null::float8 as %1$s_first_other,"
                        + " null::float8 as %1$s_last_other, true as %1$s_stands");
    }

    /** Of rows of quarters of an hour. */
    static String ofQuarters(List<Metric> counters, String parts, String group) {
        return chain(counters, parts, group, "begins", "%1$s_min = %1$s_max as %1$s_stands");
    }

    /**
     * What a part adds to those before it, in a query that names its columns; see {@link #repeats}.
     *
     * @param prefix of the columns' names
     * @param window of parts that do not repeat, in order
     */
    public static String step(String prefix, String window) {
        return """
        case when %1$srepeats then 0 else telemetry.counter_joint(
            coalesce(lag(%1$slast_other) over %2$s, lag(%1$slast, 2) over %2$s),
            lag(%1$slast) over %2$s, %1$sfirst, %1$sfirst_other) end\
        """
                .formatted(prefix, window);
    }

    /**
     * Whether a part says nothing but where the counter stood before.
     *
     * @param prefix of the columns' names
     * @param stands whether it has one value alone
     * @param window of all parts, in order
     */
    public static String repeats(String prefix, String stands, String window) {
        return "coalesce(%2$s and lag(%1$slast) over %3$s = %1$sfirst, false)"
                .formatted(prefix, stands, window);
    }

    private static String chain(
            List<Metric> counters, String parts, String group, String order, String named) {
        if (counters.isEmpty()) {
            return parts;
        }
        return """
        select flagged.* %4$s
        from (
            select named.* %3$s
            from (select parts.* %2$s from (%1$s) parts) named) flagged
        """
                .formatted(
                        parts,
                        each(counters, ", " + named),
                        counters.stream()
                                .map(counter -> flag(counter.code(), group, order))
                                .collect(Collectors.joining()),
                        counters.stream()
                                .map(counter -> told(counter.code(), group, order))
                                .collect(Collectors.joining()));
    }

    private static String flag(String code, String group, String order) {
        String window =
                "(partition by %1$s, %2$s_last is null order by %3$s)"
                        .formatted(group, code, order);
        return ", case when %1$s_last is not null then %2$s end as %1$s_repeats"
                .formatted(code, repeats(code + "_", code + "_stands", window));
    }

    private static String told(String code, String group, String order) {
        String window =
                "(partition by %1$s, %2$s_repeats order by %3$s)".formatted(group, code, order);
        return """
        , %3$s as %1$s_step
        , case when lag(%1$s_last) over %2$s is distinct from %1$s_first
                and lag(%1$s_last) over %2$s is not null
            then %1$s_first else %1$s_first_other end as %1$s_fresh
        , coalesce(%1$s_last_other, lag(%1$s_last) over %2$s) as %1$s_prior
        """
                .formatted(code, window, step(code + "_", window));
    }

    private static String each(List<Metric> counters, String form) {
        return counters.stream()
                .map(counter -> form.formatted(counter.code()))
                .collect(Collectors.joining());
    }
}
