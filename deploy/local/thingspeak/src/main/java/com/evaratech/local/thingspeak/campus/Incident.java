package com.evaratech.local.thingspeak.campus;

/** Something that goes wrong at a node, on command. */
public sealed interface Incident {
    /** Water is lost behind the meter of an overhead tank, lpm. */
    record Leak(double lpm) implements Incident {}

    /** The pump runs and nothing flows. */
    record DryRun() implements Incident {}

    /** The node stops reporting. */
    record Silent() implements Incident {}

    /** The sensor repeats its last values; pumps that rely on it go wrong as well. */
    record Stuck() implements Incident {}
}
