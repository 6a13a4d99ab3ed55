package com.evaratech.local.launcher.it.recordings;

import com.evaratech.local.thingspeak.replay.ReplayOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Devices with recordings of our own, made so that every quirk of real channels is among them. */
final class Fixtures {

    private static final Path FOLDER = Path.of("src/test/resources/recordings");

    private final SortedMap<Long, Recording> recordings;

    private Fixtures(SortedMap<Long, Recording> recordings) {
        this.recordings = recordings;
    }

    /**
     * All of them.
     *
     * @param now what their newest rows become
     */
    static List<Device> devices(Instant now) throws IOException {
        var fixtures = new Fixtures(Recording.allIn(FOLDER, now));
        return List.of(
                fixtures.everythingAFieldCanHold(),
                fixtures.fieldsInTurn(),
                fixtures.backDatedRows(),
                fixtures.wordsAndTheFarFuture(),
                fixtures.oldRowsAndAGap(),
                fixtures.clearedChannel(),
                fixtures.emptyChannel(),
                fixtures.moreThanAPageInOneSecond(),
                fixtures.exportOfASpreadsheet());
    }

    private Device everythingAFieldCanHold() {
        return new Device(
                "roof-tank",
                "OHT",
                recordings(9001),
                List.of(
                        Meaning.of(1, "water_level_cm"),
                        Meaning.of(2, "temperature_c"),
                        Meaning.of(3, "battery_v")),
                Optional.of(Watch.below("water_level_cm", 20, 60)));
    }

    private Device fieldsInTurn() {
        return new Device(
                "sump",
                "SUMP",
                recordings(9002),
                List.of(
                        Meaning.of(1, "water_level_cm"),
                        Meaning.of(2, "temperature_c"),
                        Meaning.of(3, "tds_ppm"),
                        Meaning.of(4, "ph")),
                Optional.of(
                        Watch.above("water_level_cm", 150, 120).heldFor(Duration.ofMinutes(5))));
    }

    private Device backDatedRows() {
        return new Device(
                "meter",
                "FLOW_METER",
                recordings(9003),
                List.of(
                        Meaning.scaled(1, "flow_rate_lpm", 60, 0),
                        Meaning.scaled(3, "cumulative_volume_litres", 1_000, 0),
                        Meaning.pump(4, Map.of("1", "RUNNING", "0", "STOPPED"))),
                Optional.of(Watch.above("flow_rate_lpm", 200, 100)));
    }

    private Device wordsAndTheFarFuture() {
        return new Device(
                "pump-house",
                "PUMP_HOUSE",
                recordings(9004),
                List.of(
                        Meaning.pump(1, Map.of("1", "RUNNING", "run", "RUNNING", "0", "STOPPED")),
                        Meaning.of(2, "pump_current_a"),
                        Meaning.of(3, "pressure_bar")),
                Optional.of(Watch.below("pressure_bar", 1, 2)));
    }

    private Device oldRowsAndAGap() {
        return new Device(
                "bore-well",
                "BOREWELL",
                recordings(9005),
                List.of(
                        Meaning.scaled(1, "static_water_level_m", -0.01, 60),
                        Meaning.of(4, "voltage_v")),
                Optional.of(Watch.above("static_water_level_m", 42, 38)));
    }

    private Device clearedChannel() {
        return new Device(
                "village-tank",
                "OHT",
                recordings(9006, 9007),
                List.of(Meaning.of(1, "water_level_cm")),
                Optional.of(Watch.below("water_level_cm", 20, 60)));
    }

    private Device emptyChannel() {
        return new Device(
                "new-meter",
                "FLOW_METER",
                recordings(9008),
                List.of(Meaning.scaled(1, "flow_rate_lpm", 60, 0)),
                Optional.of(Watch.above("flow_rate_lpm", 0, -1)));
    }

    private Device moreThanAPageInOneSecond() {
        return new Device(
                "restarted-logger",
                "GOVT_BOREWELL",
                recordings(9009),
                List.of(Meaning.of(1, "dynamic_water_level_m"), Meaning.of(2, "voltage_v")),
                Optional.of(Watch.below("dynamic_water_level_m", 13, 20)));
    }

    private Device exportOfASpreadsheet() {
        return new Device(
                "cistern",
                "SUMP",
                recordings(ReplayOptions.FIRST_CSV_CHANNEL),
                List.of(
                        Meaning.scaled(1, "water_level_cm", 0.1, 0),
                        Meaning.of(2, "volume_litres"),
                        Meaning.of(3, "battery_v")),
                Optional.of(Watch.below("water_level_cm", 30, 60)));
    }

    private List<Recording> recordings(long... channels) {
        return Arrays.stream(channels).mapToObj(this::recording).toList();
    }

    private Recording recording(long channel) {
        Recording recording = recordings.get(channel);
        if (recording == null) {
            throw new IllegalStateException("no recording of channel " + channel);
        }
        return recording;
    }
}
