package com.evaratech.alert.trial;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.reading.Reading;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the lines of an export: an id, a time, and a value for each metric of the heading, empty
 * where there is none.
 */
final class HistoryLines {

    private static final int ID_LENGTH = 36;
    private static final int LEADING = 2;

    private final List<Metric> metrics = new ArrayList<>();

    /**
     * By the heading.
     *
     * @throws IOException when it is none of an export
     */
    HistoryLines(String heading) throws IOException {
        String[] names = heading.split(",", -1);
        for (int place = LEADING; place < names.length; place++) {
            metrics.add(
                    Metric.find(names[place])
                            .orElseThrow(() -> new IOException("no export: " + heading)));
        }
    }

    /** Whether a line is of the node of this id. */
    static boolean isOf(String id, String line) {
        return line.startsWith(id) && line.length() > ID_LENGTH && line.charAt(ID_LENGTH) == ',';
    }

    /** The id that a line begins with. */
    static String id(String line) throws IOException {
        if (line.length() <= ID_LENGTH || line.charAt(ID_LENGTH) != ',') {
            throw new IOException("the history broke off within a line");
        }
        return line.substring(0, ID_LENGTH);
    }

    /**
     * The reading of a line; nothing when it has no value that counts.
     *
     * @throws IOException when the line is not whole
     */
    Optional<Reading> reading(String line) throws IOException {
        int end = line.indexOf(',', ID_LENGTH + 1);
        if (end < 0) {
            throw new IOException("the history broke off within a line");
        }
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        try {
            Instant at = Instant.parse(line.substring(ID_LENGTH + 1, end));
            for (Metric metric : metrics) {
                int begin = end + 1;
                int next = line.indexOf(',', begin);
                end = next < 0 ? line.length() : next;
                if (end > begin) {
                    put(values, metric, line.substring(begin, end));
                }
            }
            return values.isEmpty() ? Optional.empty() : Optional.of(Reading.of(at, values));
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("the history is not readable", e);
        }
    }

    private static void put(Map<Metric, Double> values, Metric metric, String text) {
        if (metric.plausible() instanceof Plausible.OneOf) {
            metric.placeOf(text).ifPresent(place -> values.put(metric, (double) place));
            return;
        }
        double value = Double.parseDouble(text);
        // What was plausible once need not be so now.
        if (metric.admits(value)) {
            values.put(metric, value);
        }
    }
}
