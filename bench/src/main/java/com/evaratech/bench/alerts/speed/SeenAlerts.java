package com.evaratech.bench.alerts.speed;

import com.evaratech.bench.alerts.speed.ExpectedAlerts.Opening;
import com.evaratech.bench.fleet.OpenedAlerts.Opened;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Percentiles;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.site.Tank;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What was seen of a run, as marks. */
final class SeenAlerts {

    private static final double COMMITTED_GOAL_MILLIS = 75;
    private static final double TOLD_GOAL_MILLIS = 100;

    // What a device notices; without it a fleet could put off what it should be quick with.
    private static final double ACCEPTED_GOAL_MILLIS = 100;
    private static final double RATE_GOAL = 4_950;
    private static final double BEHIND_GOAL_SECONDS = 2;
    private static final double NANOS = 1e9;
    private static final int DIGITS = 3;

    private final Requests requests;
    private final Map<UUID, Integer> places = new HashMap<>();
    private final Histogram untilAnswered = new Histogram(DIGITS);
    private final Histogram untilCommitted = new Histogram(DIGITS);
    private final Histogram untilTold = new Histogram(DIGITS);
    private final List<Mark> counts = new ArrayList<>();

    private SeenAlerts(List<Tank> tanks, Requests requests) {
        this.requests = requests;
        tanks.forEach(tank -> places.put(UUID.fromString(tank.id()), tank.place()));
    }

    /**
     * What it comes to.
     *
     * @param openings what should have opened
     * @param opened what was, of this run or before
     * @param heard what was told of them
     * @param isDone whether all of it was before it was waited no longer
     * @param behind how long after the time of the run that was, in seconds
     */
    static SeenAlerts of(
            List<Tank> tanks,
            Requests requests,
            List<Opening> openings,
            List<Opened> opened,
            HeardAlerts heard,
            boolean isDone,
            double behind) {
        var seen = new SeenAlerts(tanks, requests);
        seen.answers();
        var committed = new ArrayList<Opening>();
        for (Opened one : opened) {
            if (!one.openedAt().isBefore(requests.oldest())) {
                committed.add(new Opening(one.nodeId(), one.openedAt()));
                record(
                        seen.untilCommitted,
                        requests.behindAcceptance(
                                seen.place(one.nodeId()), one.openedAt(), one.committed()));
            }
        }
        var told = new ArrayList<Opening>();
        for (var one : heard.all()) {
            told.add(new Opening(one.nodeId(), one.openedAt()));
            record(
                    seen.untilTold,
                    requests.behindAcceptance(seen.place(one.nodeId()), one.openedAt(), one.at()));
        }
        seen.count("missing", openings, committed);
        seen.count("unexpected", committed, openings);
        seen.count("untold", openings, told);
        seen.counts.add(Mark.told("alerts.speed.told-again", heard.again(), "alerts"));
        String name = isDone ? "alerts.speed.behind" : "alerts.speed.behind-still";
        seen.counts.add(Mark.atMost(name, behind, "s", BEHIND_GOAL_SECONDS));
        return seen;
    }

    private void answers() {
        for (int number = 0; number < requests.count(); number++) {
            if (requests.isAnswered(number)) {
                record(untilAnswered, requests.answeredBehindDue(number));
            }
        }
    }

    /** How many are among the one that are not among the other, one for one. */
    private void count(String name, Collection<Opening> among, Collection<Opening> notAmong) {
        var left = new HashMap<Opening, Integer>();
        among.forEach(each -> left.merge(each, 1, Integer::sum));
        notAmong.forEach(each -> left.merge(each, -1, Integer::sum));
        int found =
                left.values().stream().filter(more -> more > 0).mapToInt(Integer::intValue).sum();
        counts.add(Mark.atMost("alerts.speed." + name, found, "alerts", 0));
    }

    /** How many readings were accepted. */
    long readings() {
        return requests.readings();
    }

    /** Adds everything to a report. */
    void tell(Report report) {
        double seconds = requests.lastAnswer() / NANOS;
        report.add(
                Mark.atLeast(
                        "alerts.speed.readings",
                        requests.readings() / seconds,
                        "readings/s",
                        RATE_GOAL));
        report.add(
                Mark.told(
                        "alerts.speed.alerts",
                        untilCommitted.getTotalCount() / seconds,
                        "alerts/s"));
        counts.forEach(report::add);
        Percentiles.tell(
                report, "alerts.speed.due-to-answered", untilAnswered, ACCEPTED_GOAL_MILLIS);
        Percentiles.tell(
                report,
                "alerts.speed.accepted-to-committed",
                untilCommitted,
                COMMITTED_GOAL_MILLIS);
        Percentiles.tell(report, "alerts.speed.accepted-to-websocket", untilTold, TOLD_GOAL_MILLIS);
    }

    private static void record(Histogram micros, long nanos) {
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    private int place(UUID node) {
        return Objects.requireNonNull(places.get(node), "an alert of a node that is none of ours");
    }
}
