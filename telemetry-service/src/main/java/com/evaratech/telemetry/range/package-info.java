/** The readings of a node over a span of time. */
@NullMarked
package com.evaratech.telemetry.range;

import org.jspecify.annotations.NullMarked;
