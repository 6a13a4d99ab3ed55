package com.evaratech.telemetry.tank;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds fills and drains: a level has turned when it has come back from its extreme by more than it
 * scatters. Whoever begins anew behind a gap does not say what happened in it.
 */
final class Swings {

    // A tank may be filled and drained unseen in less; devices of tanks report at least hourly.
    private static final Duration LONGEST_GAP = Duration.ofHours(3);

    private final double leastChange;
    private final List<Swing> found = new ArrayList<>();
    private @Nullable LevelPoint lowest;
    private @Nullable LevelPoint highest;
    // The extreme that the swing under way began with; null until its direction is known.
    private @Nullable LevelPoint turn;
    private boolean isRising;
    private @Nullable LevelPoint last;

    private Swings(double leastChange) {
        this.leastChange = leastChange;
    }

    /**
     * The swings of levels, oldest first.
     *
     * @param points by time
     * @param leastChange what is less is scatter; more than 0
     */
    static List<Swing> in(List<LevelPoint> points, double leastChange) {
        var swings = new Swings(leastChange);
        points.forEach(swings::take);
        swings.end();
        return List.copyOf(swings.found);
    }

    private void take(LevelPoint point) {
        LevelPoint before = last;
        if (before != null
                && Duration.between(before.at(), point.at()).compareTo(LONGEST_GAP) > 0) {
            end();
        }
        last = point;
        LevelPoint low = lowest;
        LevelPoint high = highest;
        if (low == null || high == null) {
            lowest = point;
            highest = point;
            return;
        }
        // At rest the latest of equal levels is the turn: a swing begins when the level moves.
        if (point.level() <= low.level()) {
            lowest = point;
        }
        if (point.level() >= high.level()) {
            highest = point;
        }
        if (turn == null) {
            begin(point, low, high);
        } else if (isRising && high.level() - point.level() >= leastChange) {
            turnAt(high, point, false);
        } else if (!isRising && point.level() - low.level() >= leastChange) {
            turnAt(low, point, true);
        }
    }

    private void begin(LevelPoint point, LevelPoint low, LevelPoint high) {
        if (point.level() - low.level() >= leastChange) {
            start(low, point, true);
        } else if (high.level() - point.level() >= leastChange) {
            start(high, point, false);
        }
    }

    private void turnAt(LevelPoint extreme, LevelPoint point, boolean rises) {
        add(extreme);
        start(extreme, point, rises);
    }

    private void start(LevelPoint from, LevelPoint point, boolean rises) {
        turn = from;
        isRising = rises;
        lowest = rises ? from : point;
        highest = rises ? point : from;
    }

    private void end() {
        LevelPoint extreme = isRising ? highest : lowest;
        if (extreme != null) {
            add(extreme);
        }
        turn = null;
        lowest = null;
        highest = null;
        last = null;
    }

    private void add(LevelPoint extreme) {
        LevelPoint from = turn;
        if (from != null && from.at().isBefore(extreme.at())) {
            found.add(Swing.between(from, extreme));
        }
    }
}
