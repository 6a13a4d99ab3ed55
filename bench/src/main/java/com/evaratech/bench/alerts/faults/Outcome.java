package com.evaratech.bench.alerts.faults;

import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What there is beside what should be.
 *
 * @param missing alerts, or what is told of them, that are not there
 * @param extra that should not be, or are there again
 * @param disordered nodes under a rule of which all is there, in another order
 */
record Outcome(int missing, int extra, int disordered) {

    /** Compares two lists for each key, of things that occur once. */
    static <T> Outcome of(Map<Key, List<T>> expected, Map<Key, List<T>> found) {
        int missing = 0;
        int extra = 0;
        int disordered = 0;
        Set<Key> keys = new HashSet<>(expected.keySet());
        keys.addAll(found.keySet());
        for (Key key : keys) {
            List<T> wanted = expected.getOrDefault(key, List.of());
            List<T> there = found.getOrDefault(key, List.of());
            int missed = excess(wanted, there);
            int more = excess(there, wanted);
            missing += missed;
            extra += more;
            disordered += missed == 0 && more == 0 && !wanted.equals(there) ? 1 : 0;
        }
        return new Outcome(missing, extra, disordered);
    }

    /** How many are in the one that are not in the other, one for one. */
    private static <T> int excess(List<T> one, List<T> other) {
        Map<T, Integer> left = new HashMap<>();
        one.forEach(each -> left.merge(each, 1, Integer::sum));
        new ArrayList<>(other).forEach(each -> left.merge(each, -1, Integer::sum));
        return left.values().stream().filter(more -> more > 0).mapToInt(Integer::intValue).sum();
    }

    /** Adds it to a report; all of it should be nothing. */
    void tell(Report report, String name, String unit) {
        report.add(Mark.atMost(name + ".missing", missing, unit, 0));
        report.add(Mark.atMost(name + ".extra", extra, unit, 0));
        report.add(Mark.atMost(name + ".disordered", disordered, "nodes and rules", 0));
    }
}
