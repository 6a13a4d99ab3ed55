package com.evaratech.alert.evaluate;

import java.util.Arrays;

/**
 * What is usual for a node: a level, how much each hour of the day and of the week differs from it,
 * how far values scatter, and how far from the expected they lay at most. 265 numbers (2.1 kB)
 * however long it learns. Immutable; learns from the first reading of each quarter of an hour, so a
 * node that reports every second changes it no more often than one that reports every quarter.
 *
 * <p>This is exponential smoothing with a level and a season, made robust as in "Robust Forecasting
 * with Exponential and Holt-Winters Smoothing" (Gelper, Fried and Croux, Journal of Forecasting 29,
 * 2010): what is learned of a value is at most {@value #CLIP} times the usual scatter away from the
 * expected (Huber's ψ), so a burst moves the profile little; only in the first two days nothing is
 * clipped. With {@code m} what is expected, {@code s} the scatter and {@code r} the clipped {@code
 * x - m}:
 *
 * <pre>
 * level   += max(1/n, 1 - exp(-dt / 2 d)) · r
 * s       += max(1/n, 0.001) · (1.2533 · |r| - s)            (mean deviation of a normal one: σ/1.2533)
 * hour[h] += max(1/n_h, α) · clip(x - level - hour[h])       (α: of the day 0.01, of the week 0.15)
 * </pre>
 *
 * <p>Its own addition: the farthest deviations of late, which fade by half in 180 days, since flows
 * have far longer tails than any multiple of a scatter tells.
 */
final class Profile implements Memory {

    static final int CODE = 5;

    /** Scatters beyond which nothing is learned of a value: flows have longer tails than 2. */
    static final int CLIP = 3;

    /** The places of what lies above the expected, and of what lies below. */
    static final int UP = 0;

    static final int DOWN = 1;
    static final int SIDES = 2;

    private static final long MINUTE_MILLIS = 60_000;
    static final long SLOT_MILLIS = 15 * MINUTE_MILLIS;
    private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
    private static final double DAY_MILLIS = 24.0 * HOUR_MILLIS;
    private static final int DAY_HOURS = 24;
    private static final int WEEK_HOURS = 168;

    private static final int SINCE = 1;
    private static final int LAST = 2;
    private static final int FAR_SINCE = 3;
    private static final int COUNT = 4;
    private static final int LEVEL = 5;
    private static final int SCATTER = 6;
    private static final int FARTHEST = 7;
    private static final int OF_DAY = FARTHEST + SIDES;
    private static final int DAY_COUNT = OF_DAY + DAY_HOURS;
    private static final int DAY_SCATTER = DAY_COUNT + DAY_HOURS;
    private static final int OF_WEEK = DAY_SCATTER + DAY_HOURS;
    private static final int VISITS = OF_WEEK + WEEK_HOURS;

    // Visits of an hour are few and small: twelve of four bits are a whole number that a double
    // holds exactly. Those of hours of the day come first.
    private static final int PACKED = 12;
    private static final int VISIT_BITS = 4;
    private static final int MOST_VISITS = 15;
    private static final int SIZE = VISITS + (DAY_HOURS + WEEK_HOURS) / PACKED;

    // An hour of the day is known after two days, one of the week after three weeks.
    private static final int DAYS_NEEDED = 2;
    private static final int WEEKS_NEEDED = 3;

    private static final double LEVEL_DAYS = 2;
    private static final double FASTEST_LEVEL_MILLIS = 6.0 * HOUR_MILLIS;
    private static final double SLOWEST_SCATTER = 0.001;
    private static final double SLOWEST_OF_DAY = 0.01;
    private static final double SLOWEST_OF_WEEK = 0.15;
    private static final double SIGMA_OF_MEAN_DEVIATION = 1.2533;

    // So much of the scatter is that of all hours: a quiet hour's own is of few readings.
    private static final double COMMON = 0.6;
    private static final int DAY_SCATTER_NEEDED = 5;
    // What no sensor of the field tells apart, of the expected.
    private static final double RESOLUTION = 0.01;

    private static final double FADE_DAYS = 180;
    // Of what is outside so much counts as usual from then on: the third time it hardly is news.
    private static final double GETTING_USED = 0.3;
    private static final double MOST_GETTING_USED = 10;
    // A single glitch of the first week must not make a rule deaf for years.
    private static final double MOST_WHILE_LEARNING = 30;
    // What stays farther than this is no scatter.
    private static final double FAR = 4;
    private static final double WARM_UP_MILLIS = DAYS_NEEDED * DAY_MILLIS;

    private final double[] numbers;

    private Profile(double[] numbers) {
        this.numbers = numbers;
    }

    static Profile of(double[] numbers) {
        if (numbers.length != SIZE) {
            throw new IllegalStateException("a profile of %d numbers".formatted(numbers.length));
        }
        return new Profile(numbers.clone());
    }

    @Override
    public double[] numbers() {
        return numbers.clone();
    }

    /** One that knows a first value. */
    static Profile begun(long atMillis, double value, long offsetMillis) {
        double[] first = new double[SIZE];
        first[0] = CODE;
        first[SINCE] = atMillis;
        first[LAST] = atMillis;
        first[FAR_SINCE] = Double.NaN;
        first[COUNT] = 1;
        first[LEVEL] = value;
        visit(first, hourOfDay(atMillis + offsetMillis));
        visit(first, DAY_HOURS + hourOfWeek(atMillis + offsetMillis));
        first[DAY_COUNT + hourOfDay(atMillis + offsetMillis)] = 1;
        return new Profile(first);
    }

    long sinceMillis() {
        return (long) numbers[SINCE];
    }

    long lastMillis() {
        return (long) numbers[LAST];
    }

    /** How many readings it learned from. */
    double count() {
        return numbers[COUNT];
    }

    /** Since when every value learned lay far from the expected; {@code NaN}: the last did not. */
    double farSinceMillis() {
        return numbers[FAR_SINCE];
    }

    /** Whether it has seen no two values that differ: how far is far, nobody knows then. */
    boolean isConstant() {
        return numbers[SCATTER] == 0;
    }

    boolean isOfThisSlot(long atMillis) {
        return Math.floorDiv(atMillis, SLOT_MILLIS)
                <= Math.floorDiv((long) numbers[LAST], SLOT_MILLIS);
    }

    /**
     * What is expected at a time: by the hour of the week where enough weeks are known, by that of
     * the day where enough days are, otherwise the level.
     */
    double expected(long localMillis) {
        int week = hourOfWeek(localMillis);
        if (visits(numbers, DAY_HOURS + week) >= WEEKS_NEEDED) {
            return numbers[LEVEL] + numbers[OF_WEEK + week];
        }
        int day = hourOfDay(localMillis);
        return visits(numbers, day) >= DAYS_NEEDED
                ? numbers[LEVEL] + numbers[OF_DAY + day]
                : numbers[LEVEL];
    }

    /** How far values usually lie from the expected, at a time. */
    double scatter(long localMillis) {
        int day = hourOfDay(localMillis);
        double own = numbers[DAY_SCATTER + day];
        double all = numbers[SCATTER];
        double mixed =
                numbers[DAY_COUNT + day] < DAY_SCATTER_NEEDED
                        ? all
                        : COMMON * all + (1 - COMMON) * own;
        return Math.max(mixed, RESOLUTION * Math.abs(expected(localMillis)));
    }

    /** The farthest that a value was lately on a side, in scatters. */
    double farthest(int side) {
        return numbers[FARTHEST + side];
    }

    /**
     * This with a reading of another slot.
     *
     * @param deviations how far it lies on each side, in scatters
     * @param limits what counts as outside; empty while nothing does
     */
    Profile learned(
            long atMillis, long offsetMillis, double value, double[] deviations, double[] limits) {
        double[] next = numbers.clone();
        long local = atMillis + offsetMillis;
        double gapMillis = atMillis - next[LAST];
        double expected = expected(local);
        double reach = isConstant() || isNew(atMillis) ? Double.MAX_VALUE : CLIP * scatter(local);
        noteFarthest(next, atMillis, gapMillis, deviations, limits);
        if (isConstant() && value != expected) {
            // How long nothing was to be seen says nothing of how far things go.
            next[SINCE] = atMillis;
            next[COUNT] = 0;
        }
        boolean isFar = limits.length > 0 && Math.max(deviations[UP], deviations[DOWN]) > FAR;
        if (!isFar) {
            next[FAR_SINCE] = Double.NaN;
        } else if (Double.isNaN(next[FAR_SINCE])) {
            next[FAR_SINCE] = atMillis;
        }
        next[COUNT]++;
        double deviation = clip(value - expected, reach);
        double fresh = 1 / next[COUNT];
        double days = Math.min(gapMillis, FASTEST_LEVEL_MILLIS) / DAY_MILLIS;
        next[LEVEL] += Math.max(fresh, 1 - Math.exp(-days / LEVEL_DAYS)) * deviation;
        double spread = SIGMA_OF_MEAN_DEVIATION * Math.abs(deviation);
        next[SCATTER] =
                isConstant()
                        ? spread
                        : next[SCATTER]
                                + Math.max(fresh, SLOWEST_SCATTER) * (spread - next[SCATTER]);
        learnHours(next, local, local - (long) gapMillis, value - next[LEVEL], reach, spread);
        next[LAST] = atMillis;
        return new Profile(next);
    }

    private static void learnHours(
            double[] next,
            long localMillis,
            long lastLocalMillis,
            double offset,
            double reach,
            double spread) {
        int day = hourOfDay(localMillis);
        int week = hourOfWeek(localMillis);
        if (Math.floorDiv(localMillis, HOUR_MILLIS)
                != Math.floorDiv(lastLocalMillis, HOUR_MILLIS)) {
            visit(next, day);
            visit(next, DAY_HOURS + week);
        }
        next[DAY_COUNT + day]++;
        double ofDay = Math.max(1 / next[DAY_COUNT + day], SLOWEST_OF_DAY);
        next[DAY_SCATTER + day] += ofDay * (spread - next[DAY_SCATTER + day]);
        next[OF_DAY + day] += ofDay * clip(offset - next[OF_DAY + day], reach);
        double ofWeek =
                Math.max(1.0 / Math.max(1, visits(next, DAY_HOURS + week)), SLOWEST_OF_WEEK);
        next[OF_WEEK + week] += ofWeek * clip(offset - next[OF_WEEK + week], reach);
    }

    private void noteFarthest(
            double[] next, long atMillis, double gapMillis, double[] deviations, double[] limits) {
        if (isNew(atMillis)) {
            return;
        }
        // How long something stays far says nothing new of how far things go.
        boolean isFarAlready = !Double.isNaN(numbers[FAR_SINCE]);
        double fading = Math.pow(0.5, gapMillis / DAY_MILLIS / FADE_DAYS);
        for (int side = 0; side < SIDES; side++) {
            double known = next[FARTHEST + side] * fading;
            double now = deviations[side];
            boolean isLearning = limits.length == 0;
            boolean isUsual = isLearning || now <= limits[side];
            double noted = isLearning ? Math.min(now, MOST_WHILE_LEARNING) : now;
            next[FARTHEST + side] = isUsual && !isFarAlready ? Math.max(known, noted) : known;
        }
    }

    /**
     * This after an alert: a part of what was outside counts as usual from then on.
     *
     * @param deviations how far the value lay on each side, in scatters
     * @param limits what counted as outside
     */
    Profile used(double[] deviations, double[] limits) {
        double[] next = numbers.clone();
        for (int side = 0; side < SIDES; side++) {
            if (deviations[side] > limits[side]) {
                double known = next[FARTHEST + side];
                double most = Math.min(deviations[side], MOST_GETTING_USED * limits[side]);
                next[FARTHEST + side] = known + GETTING_USED * Math.max(0, most - known);
            }
        }
        return new Profile(next);
    }

    /** Before it knows an hour of the day, all of a day is far: nothing is clipped, or noted. */
    private boolean isNew(long atMillis) {
        return atMillis - numbers[SINCE] < WARM_UP_MILLIS;
    }

    private static double clip(double deviation, double reach) {
        return Math.clamp(deviation, -reach, reach);
    }

    private static int hourOfDay(long localMillis) {
        return (int) Math.floorMod(Math.floorDiv(localMillis, HOUR_MILLIS), (long) DAY_HOURS);
    }

    private static int hourOfWeek(long localMillis) {
        return (int) Math.floorMod(Math.floorDiv(localMillis, HOUR_MILLIS), (long) WEEK_HOURS);
    }

    private static int visits(double[] numbers, int hour) {
        long packed = (long) numbers[VISITS + hour / PACKED];
        return (int) (packed >> (VISIT_BITS * (hour % PACKED))) & MOST_VISITS;
    }

    private static void visit(double[] numbers, int hour) {
        if (visits(numbers, hour) < MOST_VISITS) {
            numbers[VISITS + hour / PACKED] += 1L << (VISIT_BITS * (hour % PACKED));
        }
    }

    @Override
    public String toString() {
        return "Profile" + Arrays.toString(numbers);
    }
}
