package com.evaratech.alert.evaluate;

import java.util.Arrays;

/**
 * The readings that a rate is told by: the first one of each sixteenth of the window, so that a
 * node that reports every second needs no more memory than one that reports every minute. In their
 * order; immutable.
 */
final class Samples implements Memory {

    static final int CODE = 4;

    static final Samples EMPTY = new Samples(new double[] {CODE});

    private static final int SLOTS = 16;

    // Fewer than this is a line through anything.
    private static final int FEWEST = 3;

    private static final double HOUR_MILLIS = 3_600_000;

    // The code, then time and value of each.
    private final double[] numbers;

    private Samples(double[] numbers) {
        this.numbers = numbers;
    }

    static Samples of(double[] numbers) {
        return new Samples(numbers.clone());
    }

    @Override
    public double[] numbers() {
        return numbers.clone();
    }

    private int size() {
        return (numbers.length - 1) / 2;
    }

    private double at(int place) {
        return numbers[1 + 2 * place];
    }

    private double value(int place) {
        return numbers[2 + 2 * place];
    }

    /** These with a reading that is newer than all, unless its part of the window has one. */
    Samples with(long atMillis, double value, long windowMillis) {
        long slot = Math.max(1, windowMillis / SLOTS);
        int size = size();
        if (size > 0 && Math.floorDiv((long) at(size - 1), slot) == Math.floorDiv(atMillis, slot)) {
            return this;
        }
        int old = firstWithin(atMillis - windowMillis);
        double[] kept = new double[1 + 2 * (size - old + 1)];
        kept[0] = CODE;
        System.arraycopy(numbers, 1 + 2 * old, kept, 1, 2 * (size - old));
        kept[kept.length - 2] = atMillis;
        kept[kept.length - 1] = value;
        return new Samples(kept);
    }

    private int firstWithin(long sinceMillis) {
        int place = 0;
        while (place < size() && at(place) < sinceMillis) {
            place++;
        }
        return place;
    }

    /**
     * The slope of the straight line that lies closest to the samples of the window and the newest
     * reading (least squares): one odd value moves it little, where the difference of two would be
     * all of it.
     *
     * @return per hour; {@code NaN} while fewer than three values, or values of less than half of
     *     the window, are known
     */
    double ratePerHour(long atMillis, double value, long windowMillis) {
        int first = firstWithin(atMillis - windowMillis);
        int last = size();
        boolean isSampled = last > first && (long) at(last - 1) == atMillis;
        int count = last - first + (isSampled ? 0 : 1);
        if (count < FEWEST || atMillis - at(first) < windowMillis / 2.0) {
            return Double.NaN;
        }
        // From the newest reading, so that the sums stay small and exact.
        double timeSum = 0;
        double valueSum = 0;
        for (int place = first; place < last; place++) {
            timeSum += at(place) - atMillis;
            valueSum += value(place) - value;
        }
        double timeMean = timeSum / count;
        double valueMean = valueSum / count;
        double above = isSampled ? 0 : timeMean * valueMean;
        double below = isSampled ? 0 : timeMean * timeMean;
        for (int place = first; place < last; place++) {
            double time = at(place) - atMillis - timeMean;
            above += time * (value(place) - value - valueMean);
            below += time * time;
        }
        return above / below * HOUR_MILLIS;
    }

    @Override
    public String toString() {
        return Arrays.toString(numbers);
    }
}
