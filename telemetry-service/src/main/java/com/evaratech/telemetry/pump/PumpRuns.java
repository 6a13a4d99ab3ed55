package com.evaratech.telemetry.pump;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Finds a pump's runs in its readings, and what they did to the well. */
final class PumpRuns {

    // Who is not heard of for longer may have been switched off meanwhile.
    private static final Duration LONGEST_GAP = Duration.ofMinutes(30);
    private static final double RECOVERED = 0.9;
    // What falls by less is the scatter of a level sensor.
    private static final double LEAST_DRAW_DOWN_M = 0.1;

    private PumpRuns() {}

    /** The places of a run's readings, and when it ended. */
    private record Found(int first, int last, Instant end) {}

    /** The runs, oldest first; points by time. */
    static List<PumpRun> in(List<PumpPoint> points) {
        List<Found> found = find(points);
        List<PumpRun> runs = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            int next = i + 1 < found.size() ? found.get(i + 1).first() : points.size();
            int before = i == 0 ? 0 : found.get(i - 1).last() + 1;
            runs.add(run(points, found.get(i), before, next));
        }
        return runs;
    }

    private static List<Found> find(List<PumpPoint> points) {
        List<Found> found = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < points.size(); i++) {
            PumpPoint point = points.get(i);
            if (first >= 0 && isLost(points.get(last), point)) {
                found.add(new Found(first, last, points.get(last).at()));
                first = -1;
            }
            if (Boolean.TRUE.equals(point.isRunning())) {
                first = first < 0 ? i : first;
                last = i;
            } else if (first >= 0 && Boolean.FALSE.equals(point.isRunning())) {
                found.add(new Found(first, last, point.at()));
                first = -1;
            }
        }
        if (first >= 0) {
            found.add(new Found(first, last, points.get(last).at()));
        }
        return found;
    }

    private static boolean isLost(PumpPoint last, PumpPoint point) {
        return Duration.between(last.at(), point.at()).compareTo(LONGEST_GAP) > 0;
    }

    private static PumpRun run(List<PumpPoint> points, Found found, int before, int next) {
        Instant from = points.get(found.first()).at();
        OptionalDouble flow =
                points.subList(found.first(), found.last() + 1).stream()
                        .map(PumpPoint::flowRateLpm)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .average();
        @Nullable Double flowRate = flow.isPresent() ? flow.getAsDouble() : null;
        return new PumpRun(
                from,
                found.end(),
                Duration.between(from, found.end()).toSeconds(),
                flowRate,
                cycle(points, found, before, next, flowRate));
    }

    private static @Nullable WellCycle cycle(
            List<PumpPoint> points, Found found, int before, int next, @Nullable Double flowRate) {
        Double rest = null;
        for (PumpPoint point : points.subList(before, found.first())) {
            rest = point.depthM() == null ? rest : point.depthM();
        }
        OptionalDouble deepest =
                points.subList(found.first(), found.last() + 1).stream()
                        .map(PumpPoint::depthM)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .max();
        if (rest == null || deepest.isEmpty()) {
            return null;
        }
        double drawDown = Math.max(0, deepest.getAsDouble() - rest);
        boolean isFelt = drawDown >= LEAST_DRAW_DOWN_M;
        return new WellCycle(
                rest,
                deepest.getAsDouble(),
                drawDown,
                isFelt && flowRate != null ? flowRate / drawDown : null,
                isFelt
                        ? recovery(
                                points.subList(found.last() + 1, next),
                                found.end(),
                                deepest.getAsDouble() - RECOVERED * drawDown)
                        : null);
    }

    private static @Nullable Long recovery(
            List<PumpPoint> points, Instant end, double recoveredDepth) {
        for (PumpPoint point : points) {
            if (point.depthM() != null && point.depthM() <= recoveredDepth) {
                return Duration.between(end, point.at()).toSeconds();
            }
        }
        return null;
    }
}
