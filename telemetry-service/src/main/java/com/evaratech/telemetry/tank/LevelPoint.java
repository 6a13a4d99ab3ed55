package com.evaratech.telemetry.tank;

import java.time.Instant;

/**
 * A level at an instant.
 *
 * @param at when
 * @param level in the metric's unit
 */
record LevelPoint(Instant at, double level) {}
