/**
 * What nodes measured as a chart shows it: for each step of a span the least, the average and the
 * most. Long spans are read from rollups.
 */
@NullMarked
package com.evaratech.telemetry.series;

import org.jspecify.annotations.NullMarked;
