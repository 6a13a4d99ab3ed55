package com.evaratech.bench.alerts.faults;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert's beginning and end, by the time of its readings.
 *
 * @param end null while it is open
 */
record Life(Instant begin, @Nullable Instant end) {}
