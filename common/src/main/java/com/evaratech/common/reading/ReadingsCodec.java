package com.evaratech.common.reading;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.stream.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readings as the payload of an entry, form 1 (described in {@code docs/api/events.md}): source and
 * kind (a byte each), time of acceptance, number of readings; for each the time since the one
 * before (the first: since acceptance), the set of its metrics, unless it is that of the one
 * before, and their values.
 */
public final class ReadingsCodec {

    /** The newest form that is read. */
    public static final int SCHEMA = 1;

    /** What entries with readings are marked with. */
    public static final int ENTRY_KIND = 1;

    private static final int SAME_METRICS = 0;

    private ReadingsCodec() {}

    /** The entry that carries these readings. */
    public static Entry encode(NodeReadings readings, @Nullable String traceparent) {
        var out = new PackedWriter();
        out.octet(readings.source().number());
        out.octet(readings.kind().number());
        long acceptedAt = readings.acceptedAt().toEpochMilli();
        out.signed(acceptedAt);
        write(readings.readings(), acceptedAt, out);
        return new Entry(SCHEMA, ENTRY_KIND, readings.nodeNumber(), traceparent, out.toBytes());
    }

    /** Their number, and each of them. */
    static void write(List<Reading> readings, long acceptedAt, PackedWriter out) {
        long time = acceptedAt;
        out.unsigned(readings.size());
        long metrics = SAME_METRICS;
        for (Reading reading : readings) {
            out.signed(reading.recordedAtMillis() - time);
            time = reading.recordedAtMillis();
            out.unsigned(reading.metricBits() == metrics ? SAME_METRICS : reading.metricBits());
            metrics = reading.metricBits();
            for (int place = 0; place < Long.bitCount(metrics); place++) {
                out.number(reading.valueAt(place));
            }
        }
    }

    /** Whether an entry carries readings; the stream has entries of other kinds, too. */
    public static boolean isReadings(Entry entry) {
        return entry.kind() == ENTRY_KIND;
    }

    /**
     * The readings of an entry.
     *
     * @throws IllegalArgumentException when it does not carry any, or they cannot be read
     */
    public static NodeReadings decode(Entry entry) {
        if (!isReadings(entry)) {
            throw new IllegalArgumentException("no readings but kind " + entry.kind());
        }
        var in = new PackedReader(entry.payload());
        int source = in.octet();
        int kind = in.octet();
        long acceptedAt = in.signed();
        List<Reading> readings = readings(in, acceptedAt);
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("readings: followed by something else");
        }
        return new NodeReadings(
                entry.key(),
                Kind.ofNumber(kind).orElseThrow(() -> unknown("kind", kind)),
                Source.ofNumber(source).orElseThrow(() -> unknown("source", source)),
                Instant.ofEpochMilli(acceptedAt),
                readings);
    }

    /** What {@link #write} wrote. */
    static List<Reading> readings(PackedReader in, long acceptedAt) {
        long count = in.unsigned();
        if (count < 1 || count > NodeReadings.MOST) {
            throw new IllegalArgumentException("readings: " + count + " of them");
        }
        var readings = new ArrayList<Reading>((int) count);
        long time = acceptedAt;
        long metrics = SAME_METRICS;
        for (int i = 0; i < count; i++) {
            time += in.signed();
            long bits = in.unsigned();
            metrics = bits == SAME_METRICS ? metrics : bits;
            double[] values = new double[Long.bitCount(metrics)];
            for (int place = 0; place < values.length; place++) {
                values[place] = in.number();
            }
            readings.add(checked(Reading.ofPacked(time, metrics, values)));
        }
        return readings;
    }

    /**
     * Nobody behind this point expects words that do not exist, or values that are no numbers.
     * Whether they are plausible was the accepting side's to say, by the limits of its day.
     */
    private static Reading checked(Reading reading) {
        long rest = reading.metricBits();
        for (int place = 0; rest != 0; place++, rest &= rest - 1) {
            double value = reading.valueAt(place);
            if ((Long.lowestOneBit(rest) & MetricBits.WORDS) != 0) {
                var _ = word(Long.numberOfTrailingZeros(rest), value);
            } else if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("readings: a value is " + value);
            }
        }
        return reading;
    }

    private static String word(int number, double place) {
        return Metric.ofNumber(number).orElseThrow().word((int) place);
    }

    private static IllegalArgumentException unknown(String what, int number) {
        return new IllegalArgumentException("readings: unknown %s %d".formatted(what, number));
    }
}
