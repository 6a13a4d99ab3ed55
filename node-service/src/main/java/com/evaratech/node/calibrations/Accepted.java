package com.evaratech.node.calibrations;

import com.evaratech.common.reading.normalise.Calibration;
import org.jspecify.annotations.Nullable;

/**
 * An accepted wish.
 *
 * @param calibration what it does
 * @param note of whoever made it
 */
record Accepted(Calibration calibration, @Nullable String note) {}
