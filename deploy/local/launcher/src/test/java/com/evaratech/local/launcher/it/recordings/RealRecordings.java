package com.evaratech.local.launcher.it.recordings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recordings of real channels, where a folder of them lies beside the repository ({@code
 * -Devara.recordings=} names another). What the fields really meant does not matter here: they are
 * taken for metrics one after the other, for a tank, a meter and a well in turn.
 */
final class RealRecordings {

    private static final Map<String, List<String>> METRICS =
            new TreeMap<>(
                    Map.of(
                            "OHT",
                            List.of(
                                    "water_level_cm",
                                    "volume_litres",
                                    "temperature_c",
                                    "tds_ppm",
                                    "battery_v",
                                    "ph",
                                    "water_level_percent",
                                    "rssi_dbm"),
                            "FLOW_METER",
                            List.of(
                                    "flow_rate_lpm",
                                    "cumulative_volume_litres",
                                    "pressure_bar",
                                    "temperature_c",
                                    "pump_current_a",
                                    "battery_v",
                                    "pump_status",
                                    "rssi_dbm"),
                            "BOREWELL",
                            List.of(
                                    "static_water_level_m",
                                    "voltage_v",
                                    "flow_rate_lpm",
                                    "energy_kwh",
                                    "dynamic_water_level_m",
                                    "pump_current_a",
                                    "battery_v",
                                    "pump_status")));

    private RealRecordings() {}

    static Optional<Path> folder() {
        String named = System.getProperty("evara.recordings");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        @Nullable Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("shared/data/thingspeak-json"))) {
            at = at.getParent();
        }
        return Optional.ofNullable(at).map(root -> root.resolve("shared/data"));
    }

    /** A device for each channel. */
    static List<Device> devices(Path folder, Instant now) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (String part : List.of("thingspeak-json", "thingspeak-csv")) {
            SortedMap<Long, Recording> found = Recording.allIn(folder.resolve(part), now);
            recordings.addAll(found.values());
        }
        List<String> categories = List.copyOf(METRICS.keySet());
        List<Device> devices = new ArrayList<>();
        for (Recording recording : recordings) {
            String category = categories.get(devices.size() % categories.size());
            devices.add(device(recording, category, now));
        }
        return devices;
    }

    private static Device device(Recording recording, String category, Instant now) {
        List<Meaning> fields = new ArrayList<>();
        for (String metric : METRICS.getOrDefault(category, List.of())) {
            int field = fields.size() + 1;
            fields.add(
                    metric.equals("pump_status")
                            ? Meaning.pump(field, Map.of("1", "RUNNING", "0", "STOPPED"))
                            : Meaning.of(field, metric));
        }
        var unwatched =
                new Device(
                        "channel-" + recording.info().id(),
                        category,
                        List.of(recording),
                        fields,
                        Optional.empty());
        return watched(unwatched, now);
    }

    /** Half of the values are bad; a quarter is good enough to end an alert, where these differ. */
    private static Device watched(Device device, Instant now) {
        String metric = device.fields().getFirst().metric();
        List<Double> values =
                Expectation.of(device, now).tally().stored().values().stream()
                        .flatMap(stored -> Stream.ofNullable(stored.get(metric)))
                        .map(Double.class::cast)
                        .sorted()
                        .toList();
        double threshold = values.isEmpty() ? 0 : values.get(values.size() / 2);
        double clear = values.isEmpty() ? 0 : values.get(values.size() / 4);
        if (clear == threshold) {
            return device;
        }
        Watch watch = Watch.above(metric, threshold, clear);
        var watched =
                new Device(
                        device.name(),
                        device.category(),
                        device.recordings(),
                        device.fields(),
                        Optional.of(watch));
        // Where alerts depend on how rows are cut into pages, nobody could say which are right.
        return Expectation.of(watched, now).isIndifferentToPages() ? watched : device;
    }
}
