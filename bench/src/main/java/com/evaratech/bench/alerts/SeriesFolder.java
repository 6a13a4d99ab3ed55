package com.evaratech.bench.alerts;

import com.evaratech.bench.alerts.LabelledSeries.Window;
import com.evaratech.common.reading.Reading;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled recordings in a folder:
 *
 * <ul>
 *   <li>{@code anomalies/windows.json}, the windows of each file beside it: {@code {"x.csv":
 *       [["2014-03-14 03:31:00", "2014-03-14 14:41:00"]]}}; and these files, {@code
 *       timestamp,value}, in the form of the Numenta Anomaly Benchmark
 *   <li>{@code meters/hourly-consumption.csv}: {@code
 *       meter_id,time,consume_litres,cumulative_litres,at_home,anomalous}, an hour a line; {@code
 *       anomalous} 1 ends a day in which something was wrong
 *   <li>{@code meters/leak-never-zero.json} and {@code meters/normal-week.json}: days of hours, as
 *       {@code [{"deviceId": 3, "time": "2019-01-02 00:00:00", "consume": 8}]}
 * </ul>
 *
 * <p>Times are taken for UTC.
 */
final class SeriesFolder {

    private static final double HOUR_MINUTES = 60;
    private static final Duration DAY_BEFORE = Duration.ofHours(23);
    private static final int DATE = 10;
    private static final int TIME = 19;
    private static final int METER_TIME = 1;
    private static final int METER_LITRES = 2;
    private static final int METER_LABEL = 5;

    private final Path folder;
    private final ObjectMapper json = new ObjectMapper();

    SeriesFolder(Path folder) {
        this.folder = folder;
    }

    /** All series. */
    List<LabelledSeries> all() throws IOException {
        List<LabelledSeries> all = new ArrayList<>();
        JsonNode windows = json.readTree(folder.resolve("anomalies/windows.json").toFile());
        for (var each : windows.properties()) {
            all.add(anomalies(each.getKey(), each.getValue()));
        }
        all.addAll(meters());
        return all;
    }

    /** Days of meters that leak, or that do not. */
    List<List<Reading>> days(String file) throws IOException {
        Map<String, List<Reading>> days = new LinkedHashMap<>();
        for (JsonNode hour : json.readTree(folder.resolve("meters").resolve(file).toFile())) {
            String time = hour.get("time").asText();
            days.computeIfAbsent(
                            hour.get("deviceId").asText() + " " + time.substring(0, DATE),
                            _ -> new ArrayList<>())
                    .add(hourly(instant(time), hour.get("consume").asDouble()));
        }
        return List.copyOf(days.values());
    }

    private LabelledSeries anomalies(String file, JsonNode labels) throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (String[] row : rows(folder.resolve("anomalies").resolve(file))) {
            readings.add(LabelledSeries.reading(instant(row[0]), Double.parseDouble(row[1])));
        }
        List<Window> windows = new ArrayList<>();
        for (JsonNode label : labels) {
            windows.add(new Window(instant(label.get(0).asText()), instant(label.get(1).asText())));
        }
        return new LabelledSeries(file.replace(".csv", ""), readings, windows);
    }

    private List<LabelledSeries> meters() throws IOException {
        Map<String, List<Reading>> readings = new LinkedHashMap<>();
        Map<String, List<Window>> windows = new LinkedHashMap<>();
        for (String[] row : rows(folder.resolve("meters/hourly-consumption.csv"))) {
            Instant at = instant(row[METER_TIME]);
            readings.computeIfAbsent(row[0], _ -> new ArrayList<>())
                    .add(hourly(at, Double.parseDouble(row[METER_LITRES])));
            List<Window> ofMeter = windows.computeIfAbsent(row[0], _ -> new ArrayList<>());
            if ("1".equals(row[METER_LABEL].strip())) {
                ofMeter.add(new Window(at.minus(DAY_BEFORE), at.plus(Duration.ofHours(1))));
            }
        }
        return readings.entrySet().stream()
                .map(each ->
                        new LabelledSeries(
                                "meter-" + each.getKey(),
                                each.getValue(),
                                windows.getOrDefault(each.getKey(), List.of())))
                .toList();
    }

    private static Reading hourly(Instant at, double litres) {
        return LabelledSeries.reading(at, litres / HOUR_MINUTES);
    }

    private static List<String[]> rows(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(",", -1))
                    .toList();
        }
    }

    private static Instant instant(String text) {
        return LocalDateTime.parse(text.substring(0, TIME).replace(' ', 'T'))
                .toInstant(ZoneOffset.UTC);
    }
}
