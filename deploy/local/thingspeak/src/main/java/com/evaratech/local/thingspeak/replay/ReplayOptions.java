package com.evaratech.local.thingspeak.replay;

import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Recordings to be played.
 *
 * @param folder where they are; searched with its subfolders
 * @param shift whether times are moved to now
 * @param speed empty: everything is there at once, its newest plausible row now; else the recording
 *     begins now and this many of its seconds pass in one
 */
public record ReplayOptions(Path folder, boolean shift, OptionalDouble speed) {
    /**
     * The number of the first channel made from a CSV file, which does not know its own; the others
     * follow by name.
     */
    public static final long FIRST_CSV_CHANNEL = 4_000_001;

    public ReplayOptions {
        if (speed.isPresent() && !(speed.getAsDouble() > 0)) {
            throw new IllegalArgumentException("speed " + speed.getAsDouble() + " is not above 0");
        }
    }

    /** All rows at once, the newest plausible one now. */
    public static ReplayOptions atOnce(Path folder) {
        return new ReplayOptions(folder, true, OptionalDouble.empty());
    }
}
