package com.evaratech.telemetry.store;

import com.evaratech.common.reading.Source;
import com.evaratech.telemetry.rollup.Added;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One instant of one node, with all that this round's readings say of it in the order in which they
 * came.
 */
final class StoredRow {

    private final KindColumns columns;
    private final long node;
    private final long millis;
    private final List<Said> said = new ArrayList<>(1);
    private double[] values;
    private double[] known = new double[0];
    private boolean isChanged = true;

    /** What one reading says; values in the order of the columns. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
    record Said(int partition, Source source, double... values) {}

    /** What was refused because something else is known. */
    record Conflict(Source source, int place, double kept, double refused) {}

    StoredRow(KindColumns columns, long node, long millis) {
        this.columns = columns;
        this.node = node;
        this.millis = millis;
        this.values = new double[0];
    }

    void add(Said reading) {
        said.add(reading);
    }

    KindColumns columns() {
        return columns;
    }

    long node() {
        return node;
    }

    long millis() {
        return millis;
    }

    /** What is known after this round, {@link KindColumns#NONE} where nothing is. */
    double value(int place) {
        return values[place];
    }

    /** Puts together what is said as if nothing had been known. */
    void beginNew() {
        known = new double[0];
        isChanged = true;
        values = said.getFirst().values().clone();
        for (Said reading : said.subList(1, said.size())) {
            boolean _ = fill(values, reading.values());
        }
    }

    /**
     * Puts together what is said with what was known before.
     *
     * @return whether that adds something
     */
    boolean beginWith(double... before) {
        known = before;
        values = before.clone();
        boolean isMore = false;
        for (Said reading : said) {
            isMore |= fill(values, reading.values());
        }
        isChanged = isMore;
        return isMore;
    }

    /** Whether this round adds something to what was known. */
    boolean isChanged() {
        return isChanged;
    }

    /** What this round adds. */
    Added added() {
        double[] added = values;
        if (known.length > 0) {
            added = values.clone();
            for (int place = 0; place < added.length; place++) {
                if (!Double.isNaN(known[place])) {
                    added[place] = KindColumns.NONE;
                }
            }
        }
        return new Added(said.getFirst().partition(), node, millis, added);
    }

    /**
     * Counts what became of each reading.
     *
     * @param known the values that were known before this round; of length 0 when none were
     */
    void judge(double[] known, OutcomeCounts counts) {
        boolean isKnown = known.length > 0;
        double[] state = isKnown ? known.clone() : said.getFirst().values().clone();
        for (Said reading : said) {
            if (!isKnown) {
                isKnown = true;
                counts.add(reading.partition(), reading.source(), Outcome.STORED);
                continue;
            }
            Optional<Conflict> conflict = conflict(state, reading);
            boolean[] added = lacking(state, reading.values());
            boolean isMore = fill(state, reading.values());
            Outcome outcome = outcome(conflict, isMore);
            counts.add(reading.partition(), reading.source(), outcome);
            conflict.ifPresent(found -> counts.keep(this, found));
            if (outcome == Outcome.MERGED) {
                counts.merged(this, reading.source(), added);
            }
        }
    }

    private static Outcome outcome(Optional<Conflict> conflict, boolean isMore) {
        if (conflict.isPresent()) {
            return Outcome.CONFLICT;
        }
        return isMore ? Outcome.MERGED : Outcome.DUPLICATE;
    }

    private static Optional<Conflict> conflict(double[] state, Said reading) {
        for (int place = 0; place < state.length; place++) {
            double kept = state[place];
            double said = reading.values()[place];
            if (!Double.isNaN(kept) && !Double.isNaN(said) && kept != said) {
                return Optional.of(new Conflict(reading.source(), place, kept, said));
            }
        }
        return Optional.empty();
    }

    /** By their places, whether a metric is not known and is said. */
    private static boolean[] lacking(double[] state, double... said) {
        boolean[] lacking = new boolean[state.length];
        for (int place = 0; place < state.length; place++) {
            lacking[place] = Double.isNaN(state[place]) && !Double.isNaN(said[place]);
        }
        return lacking;
    }

    /** Fills what is not known; whether there was something to fill. */
    private static boolean fill(double[] state, double... more) {
        boolean isMore = false;
        for (int place = 0; place < state.length; place++) {
            if (Double.isNaN(state[place]) && !Double.isNaN(more[place])) {
                state[place] = more[place];
                isMore = true;
            }
        }
        return isMore;
    }
}
