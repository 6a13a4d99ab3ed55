package com.evaratech.telemetry.readings;

import com.evaratech.common.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The query of one page of a node's readings, wherever they lie. Plain ones come in the order of
 * their key and end with the page; packed rows are unpacked only as far as the page can reach,
 * which is the column {@code edge}: what comes back is all there is on this side of it.
 *
 * @param text with {@code {1}} for the node's number, {@code {2}} and {@code {3}} for the first
 *     instant and the one behind the last, {@code {4}} for how many at most, {@code {5}} for how
 *     many packed ones are looked at, whatever they carry
 */
record ReadingPageSql(String text) {

    private static final Pattern PARAMETER = Pattern.compile("\\{([1-5])}");

    /** Of all readings. */
    static ReadingPageSql ofAll(ReadingSource source) {
        return new ReadingPageSql(text(source, Metric.of(source.kind()), "true", false));
    }

    /** Of those that carry one of these metrics. */
    static ReadingPageSql of(ReadingSource source, List<Metric> metrics, boolean isNewestFirst) {
        return new ReadingPageSql(
                text(
                        source,
                        metrics,
                        "num_nonnulls(%s) > 0".formatted(names(metrics)),
                        isNewestFirst));
    }

    private static String text(
            ReadingSource source, List<Metric> metrics, String filter, boolean isNewestFirst) {
        // The plain part knows nothing of the edge: with a bound that the planner cannot see it
        // would sort all of the span.
        return """
        with edge as materialized (select %1$s({1}, {2}, {3}, {5}, %2$s) as at)
        select edge.at as edge, found.*
        from edge left join lateral (
            select * from (
                (select recorded_at, %3$s from %4$s
                where node_number = {1} and recorded_at >= {2} and recorded_at < {3} and %5$s
                order by recorded_at %6$s limit {4})
                union all
                (select recorded_at, %3$s from %7$s({1}, %8$s) where %5$s
                order by recorded_at %6$s limit {4})) lying
            where recorded_at %9$s edge.at
            order by recorded_at %6$s limit {4}) found on true
        order by recorded_at %6$s
        """
                .formatted(
                        source.edge(),
                        isNewestFirst,
                        names(metrics),
                        source.table(),
                        filter,
                        isNewestFirst ? "desc" : "asc",
                        source.unpacked(),
                        isNewestFirst ? "edge.at, {3}" : "{2}, edge.at",
                        isNewestFirst ? ">=" : "<");
    }

    /** With numbered parameters. */
    String numbered() {
        return PARAMETER.matcher(text).replaceAll("\\$$1");
    }

    /** With question marks, in the order of {@link #places}. */
    String asked() {
        return PARAMETER.matcher(text).replaceAll("?");
    }

    /** Which parameter each question mark is. */
    List<Integer> places() {
        var places = new ArrayList<Integer>();
        Matcher found = PARAMETER.matcher(text);
        while (found.find()) {
            places.add(Integer.valueOf(found.group(1)));
        }
        return places;
    }

    private static String names(List<Metric> metrics) {
        return metrics.stream().map(Metric::code).collect(Collectors.joining(", "));
    }
}
