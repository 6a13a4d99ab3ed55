package com.evaratech.local.thingspeak.replay;

import com.evaratech.local.thingspeak.channels.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When a row arrived, as far as the recording tells: entry numbers are given on arrival, so a row
 * arrived no earlier than any row with a smaller number; a back-dated row arrives late, a
 * future-dated one with its neighbours.
 *
 * @param row the row
 * @param after time since the first arrival of the recording
 * @param dated how far the row's own time is from its arrival; negative for back-dated rows
 */
record Arrival(Row row, Duration after, Duration dated) {

    static List<Arrival> of(Recording recording, TimeShift shift) {
        List<Row> byNumber = new ArrayList<>(recording.rows());
        byNumber.sort(Comparator.comparingLong(Row::entryId));
        long first =
                byNumber.stream()
                        .filter(row -> shift.plausible(row, recording))
                        .mapToLong(Row::second)
                        .findFirst()
                        .orElse(0);
        List<Arrival> arrivals = new ArrayList<>();
        long arrived = first;
        for (Row row : byNumber) {
            if (shift.plausible(row, recording)) {
                arrived = Math.max(arrived, row.second());
            }
            arrivals.add(
                    new Arrival(
                            row,
                            Duration.ofSeconds(arrived - first),
                            Duration.ofSeconds(row.second() - arrived)));
        }
        return arrivals;
    }
}
