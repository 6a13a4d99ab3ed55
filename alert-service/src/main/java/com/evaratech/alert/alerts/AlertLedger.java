package com.evaratech.alert.alerts;

import com.evaratech.alert.alerts.AlertChange.Measured;
import com.evaratech.alert.alerts.AlertChange.Opened;
import com.evaratech.alert.alerts.AlertChange.Resolved;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Ending;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a round did to alerts: at most one statement for all that end, one for what was
 * measured, one for all that open. One that opens and ends within the round is written once, as it
 * ended.
 */
public final class AlertLedger {

    private final Map<AlertKey, OpenedRow> openHere = new HashMap<>();
    private final List<OpenedRow> opened = new ArrayList<>();
    private final Map<AlertKey, Resolved> ended = new LinkedHashMap<>();
    private final Map<AlertKey, Measured> measured = new LinkedHashMap<>();
    private final List<Telling> tellings = new ArrayList<>();

    private AlertLedger() {}

    /**
     * What became of a round's changes.
     *
     * @param notices what is to be told, in the order in which it happened
     * @param endedByOthers what was measured for alerts that were thought to be open, and that a
     *     person has ended
     */
    public record Result(List<AlertNotice> notices, List<Measured> endedByOthers) {

        public Result {
            notices = List.copyOf(notices);
            endedByOthers = List.copyOf(endedByOthers);
        }
    }

    /** What is told once the statements have said which rows there are. */
    private interface Telling extends Function<Written, @Nullable AlertNotice> {}

    /**
     * What the statements did.
     *
     * @param ended alerts of earlier rounds, now over
     * @param opened ids of the new ones
     */
    private record Written(Map<AlertKey, AlertFacts> ended, Set<UUID> opened) {}

    /**
     * Writes the changes, given in the order in which they happened.
     *
     * @return what became of it. An alert that is there already is not opened again, and one that
     *     is not there does not end: neither is told.
     */
    public static Result write(Connection transaction, List<AlertChange> changes)
            throws SQLException {
        if (changes.isEmpty()) {
            return new Result(List.of(), List.of());
        }
        var ledger = new AlertLedger();
        changes.forEach(ledger::fold);
        return ledger.write(transaction);
    }

    private void fold(AlertChange change) {
        switch (change) {
            case Opened begin -> open(begin);
            case Measured value -> {
                OpenedRow row = openHere.get(value.key());
                if (row == null) {
                    measured.put(value.key(), value);
                } else {
                    row.measured(value.at(), value.value());
                }
            }
            case Resolved end -> {
                OpenedRow row = openHere.remove(end.key());
                if (row == null) {
                    endEarlier(end);
                } else {
                    endHere(row, end);
                }
            }
        }
    }

    private void open(Opened begin) {
        var row = new OpenedRow(begin);
        openHere.put(begin.key(), row);
        opened.add(row);
        tellings.add(written ->
                written.opened().contains(row.id())
                        ? new AlertNotice(
                                AlertEvent.Type.OPENED, begin.alert(), begin.traceparent())
                        : null);
    }

    private void endHere(OpenedRow row, Resolved end) {
        double last = end.value() == null ? row.lastValue() : end.value();
        row.measured(end.value() == null ? row.lastValueAt() : end.at(), last);
        var ending = new Ending(end.at(), end.reason().code());
        row.ended(ending);
        AlertFacts over = row.alert().ended(ending, last);
        tellings.add(written ->
                written.opened().contains(row.id())
                        ? new AlertNotice(AlertEvent.Type.RESOLVED, over, end.traceparent())
                        : null);
    }

    private void endEarlier(Resolved end) {
        ended.put(end.key(), end);
        tellings.add(written -> {
            AlertFacts over = written.ended().get(end.key());
            return over == null
                    ? null
                    : new AlertNotice(AlertEvent.Type.RESOLVED, over, end.traceparent());
        });
    }

    /** First what ends: an alert may open where one has just ended. */
    private Result write(Connection transaction) throws SQLException {
        Set<AlertKey> open = AlertTable.measure(transaction, measured.values());
        Map<AlertKey, AlertFacts> over = AlertTable.end(transaction, ended.values());
        Set<UUID> begun = AlertTable.open(transaction, opened);
        var written = new Written(over, begun);
        List<AlertNotice> notices = new ArrayList<>();
        for (Telling telling : tellings) {
            AlertNotice notice = telling.apply(written);
            if (notice != null) {
                notices.add(notice);
            }
        }
        return new Result(notices, endedByOthers(open));
    }

    private List<Measured> endedByOthers(Set<AlertKey> open) {
        Set<AlertKey> anew = opened.stream().map(OpenedRow::key).collect(Collectors.toSet());
        return measured.values().stream()
                .filter(value -> !open.contains(value.key()) && !anew.contains(value.key()))
                .toList();
    }
}
