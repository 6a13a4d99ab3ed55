package com.evaratech.telemetry.rollup;

import java.util.Arrays;

/**
 * What a round adds to one row of rollups: values in the order of the columns, NaN where there is
 * none. Filled in the order of time.
 */
final class Delta {

    // Places of a number's columns behind its first; see RollupColumn.
    private static final int MIN = 0;
    private static final int MAX = 1;
    private static final int SUM = 2;
    private static final int COUNT = 3;
    private static final int FIRST = 4;
    private static final int FIRST_AT = 5;
    private static final int LAST = 6;
    private static final int LAST_AT = 7;
    private static final int FIRST_OTHER = 8;
    private static final int LAST_OTHER = 9;
    private static final int INCREASE = 10;

    private final RollupColumns columns;
    private final long node;
    private final long key;
    private final double[] values;

    /**
     * Nothing yet.
     *
     * @param key where the row begins: milliseconds of the epoch, or a day's number since then
     */
    Delta(RollupColumns columns, long node, long key) {
        this.columns = columns;
        this.node = node;
        this.key = key;
        this.values = new double[columns.width()];
        Arrays.fill(values, Double.NaN);
    }

    long node() {
        return node;
    }

    long key() {
        return key;
    }

    double value(int column) {
        return values[column];
    }

    /** Adds what comes behind all that was added. */
    void add(Added row) {
        for (int place = 0; place < row.values().length; place++) {
            double value = row.values()[place];
            if (!Double.isNaN(value)) {
                int start = columns.start(place);
                if (columns.isWord(place)) {
                    count(start + (int) value);
                } else {
                    number(start, value);
                    if (columns.isCounter(place)) {
                        counter(start, value, row.millis());
                    }
                }
            }
        }
    }

    private void count(int column) {
        values[column] = Double.isNaN(values[column]) ? 1 : values[column] + 1;
    }

    private void number(int start, double value) {
        boolean isFirst = Double.isNaN(values[start + SUM]);
        values[start + MIN] = isFirst ? value : Math.min(values[start + MIN], value);
        values[start + MAX] = isFirst ? value : Math.max(values[start + MAX], value);
        values[start + SUM] = isFirst ? value : values[start + SUM] + value;
        count(start + COUNT);
    }

    private void counter(int start, double value, long millis) {
        if (Double.isNaN(values[start + FIRST])) {
            values[start + FIRST] = value;
            values[start + FIRST_AT] = millis;
            values[start + INCREASE] = 0;
            values[start + LAST] = value;
        } else if (value != values[start + LAST]) {
            values[start + INCREASE] +=
                    CounterRise.of(values[start + LAST_OTHER], values[start + LAST], value);
            if (Double.isNaN(values[start + FIRST_OTHER])) {
                values[start + FIRST_OTHER] = value;
            }
            values[start + LAST_OTHER] = values[start + LAST];
            values[start + LAST] = value;
        }
        values[start + LAST_AT] = millis;
    }
}
