package com.evaratech.telemetry.readings;

import com.evaratech.common.metric.Kind;
import java.util.Locale;

/**
 * Names of what SQL finds the readings of a kind in.
 *
 * @param kind of nodes
 */
public record ReadingSource(Kind kind) {

    private static final String SCHEMA = "telemetry.";

    /** The table of those that are not packed: what the writer writes to. */
    public String table() {
        return SCHEMA + "telemetry_" + code();
    }

    /** A function of a node's number, a first instant and one behind the last: all its readings. */
    public String all() {
        return SCHEMA + "readings_" + code();
    }

    /** The same of those that are packed. */
    String unpacked() {
        return SCHEMA + "unpacked_" + code();
    }

    /** A function that tells how much of a span must be unpacked for so many readings. */
    String edge() {
        return SCHEMA + "readings_edge_" + code();
    }

    /** The kind's name in names of tables. */
    public String code() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
