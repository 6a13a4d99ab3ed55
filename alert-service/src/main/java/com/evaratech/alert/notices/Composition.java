package com.evaratech.alert.notices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of all that waits for a channel: told now, or kept. The rest is told to nobody: what
 * the person does not see, what is gone, and what began and ended before it was told.
 *
 * @param told changes as a notice has them, in the order in which their alerts opened
 * @param kept others, by what keeps them
 */
record Composition(List<Long> told, Map<Hold, List<Long>> kept) {

    Composition {
        told = List.copyOf(told);
        kept = Map.copyOf(kept);
    }

    /**
     * Decides it.
     *
     * @param changes numbers of alerts: of those that opened, with a minus sign of those that ended
     * @param alerts as they are now, by their numbers; of what is gone none
     */
    static Composition of(Set<Long> changes, Map<Long, AlertNow> alerts, Terms terms) {
        List<Long> told = new ArrayList<>();
        Map<Hold, List<Long>> kept = new LinkedHashMap<>();
        for (long number : numbers(changes)) {
            AlertNow alert = alerts.get(number);
            boolean begins = changes.contains(number);
            if (alert == null
                    || !terms.scope().covers(alert.placement())
                    || (begins && alert.isOver())) {
                continue;
            }
            long change = begins ? number : -number;
            terms.hold(alert, begins)
                    .ifPresentOrElse(
                            hold -> {
                                boolean _ =
                                        kept.computeIfAbsent(hold, _ -> new ArrayList<>())
                                                .add(change);
                            },
                            () -> {
                                boolean _ = told.add(change);
                            });
        }
        return new Composition(told, kept);
    }

    private static NavigableSet<Long> numbers(Set<Long> changes) {
        NavigableSet<Long> numbers = new TreeSet<>();
        for (long change : changes) {
            boolean _ = numbers.add(Math.abs(change));
        }
        return numbers;
    }
}
