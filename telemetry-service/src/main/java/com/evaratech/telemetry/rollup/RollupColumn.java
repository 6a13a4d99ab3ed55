package com.evaratech.telemetry.rollup;

import com.evaratech.common.metric.Metric;
import java.util.List;
import java.util.Locale;

/**
 * A column of the tables of rollups, and how its value comes about.
 *
 * @param name of the column
 * @param form how a parameter, a number or NaN for none, becomes a value of its type; {@code %s}
 *     stands for the parameter
 * @param merge the row {@code r} and what is {@code excluded} put together
 * @param ofReadings an aggregate over rows of readings
 * @param ofQuarters an aggregate over rows of quarters of an hour
 */
record RollupColumn(String name, String form, String merge, String ofReadings, String ofQuarters) {

    /** What stands in {@code _increase} where the parts of a row do not follow one another. */
    static final double UNTOLD = -1;

    private static final String NUMBER = "nullif(%s, 'NaN')";
    private static final String COUNT = "nullif(%s, 'NaN')::int";
    private static final String TIME = "to_timestamp(nullif(%s, 'NaN') / 1000.0)";
    private static final String SUM_OF_BOTH =
            "coalesce(r.%1$s + excluded.%1$s, r.%1$s, excluded.%1$s)";

    /** Of a metric of numbers: the least, the most, the sum, and of how many. */
    static List<RollupColumn> ofNumber(Metric metric) {
        String code = metric.code();
        return List.of(
                whichever(code, "_min", "least", "min"),
                whichever(code, "_max", "greatest", "max"),
                new RollupColumn(
                        code + "_sum",
                        NUMBER,
                        SUM_OF_BOTH.formatted(code + "_sum"),
                        "sum(%s)".formatted(code),
                        "sum(%s_sum)".formatted(code)),
                count(code + "_count", "count(%s)".formatted(code)));
    }

    /**
     * Of a counter, besides: where it stood first and last and when, where it stood next to both
     * that is not the same, and by how much it rose.
     */
    static List<RollupColumn> ofCounter(Metric metric) {
        String code = metric.code();
        return List.of(
                end(code, "_first", "<=", ""),
                endAt(code, "_first", "least", "min"),
                end(code, "_last", ">=", " desc"),
                endAt(code, "_last", "greatest", "max"),
                other(
                        code,
                        "_first_other",
                        "coalesce(r.%1$s_first_other, case when excluded.%1$s_first <> r.%1$s_last"
                                + " then excluded.%1$s_first else excluded.%1$s_first_other end)",
                        CounterChain.FIRST_OTHER),
                other(
                        code,
                        "_last_other",
                        "coalesce(excluded.%1$s_last_other, case when excluded.%1$s_first <> r.%1$s_last"
                                + " then r.%1$s_last else r.%1$s_last_other end)",
                        CounterChain.LAST_OTHER),
                new RollupColumn(
                        code + "_increase",
                        NUMBER,
                        """
                        case when excluded.%1$s_last_at is null then r.%1$s_increase
                            when r.%1$s_last_at is null then excluded.%1$s_increase
                            when excluded.%1$s_first_at > r.%1$s_last_at then
                                r.%1$s_increase + excluded.%1$s_increase
                                    + telemetry.counter_joint(r.%1$s_last_other, r.%1$s_last,
                                        excluded.%1$s_first, excluded.%1$s_first_other)
                            else %2$s end\
                        """
                                .formatted(code, UNTOLD),
                        "case when count(%1$s) > 0 then sum(%1$s_step) end".formatted(code),
                        """
                        case when count(%1$s_increase) > 0
                            then sum(%1$s_increase) + sum(%1$s_step) end\
                        """
                                .formatted(code)));
    }

    /** Of a metric of words: how often each of them. */
    static List<RollupColumn> ofWords(Metric metric, List<String> words) {
        return words.stream()
                .map(word ->
                        count(
                                metric.code() + "_" + word.toLowerCase(Locale.ROOT),
                                "count(*) filter (where %s = '%s')".formatted(metric.code(), word)))
                .toList();
    }

    /** As a value of its type, from the parameter of that name. */
    String given() {
        return form.formatted(name) + " as " + name;
    }

    private static RollupColumn whichever(String code, String end, String ofTwo, String ofMany) {
        String name = code + end;
        return new RollupColumn(
                name,
                NUMBER,
                "%1$s(r.%2$s, excluded.%2$s)".formatted(ofTwo, name),
                "%s(%s)".formatted(ofMany, code),
                "%s(%s)".formatted(ofMany, name));
    }

    private static RollupColumn count(String name, String ofReadings) {
        return new RollupColumn(
                name,
                COUNT,
                SUM_OF_BOTH.formatted(name),
                "nullif(%s, 0)".formatted(ofReadings),
                "sum(%s)".formatted(name));
    }

    private static RollupColumn end(String code, String end, String nearer, String order) {
        String name = code + end;
        String first = "(array_agg(%1$s order by %2$s%3$s) filter (where %1$s is not null))[1]";
        return new RollupColumn(
                name,
                NUMBER,
                """
                case when r.%1$s_at %2$s excluded.%1$s_at then r.%1$s
                    else coalesce(excluded.%1$s, r.%1$s) end\
                """
                        .formatted(name, nearer),
                first.formatted(code, "recorded_at", order),
                first.formatted(name, "begins", order));
    }

    /** Where the row's parts do not follow one another it is made anew, whatever this says. */
    private static RollupColumn other(String code, String end, String ofBoth, String ofMany) {
        String name = code + end;
        return new RollupColumn(
                name,
                NUMBER,
                """
                case when excluded.%1$s_last_at is null then r.%2$s
                    when r.%1$s_last_at is null then excluded.%2$s
                    else %3$s end\
                """
                        .formatted(code, name, ofBoth.formatted(code)),
                ofMany.formatted(code, "recorded_at"),
                ofMany.formatted(code, "begins"));
    }

    private static RollupColumn endAt(String code, String end, String ofTwo, String ofMany) {
        String name = code + end + "_at";
        return new RollupColumn(
                name,
                TIME,
                "%1$s(r.%2$s, excluded.%2$s)".formatted(ofTwo, name),
                "%s(recorded_at) filter (where %s is not null)".formatted(ofMany, code),
                "%s(%s)".formatted(ofMany, name));
    }
}
