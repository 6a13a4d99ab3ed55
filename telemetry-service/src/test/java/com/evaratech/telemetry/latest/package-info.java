/** Tests of {@code com.evaratech.telemetry.latest}. */
@NullMarked
package com.evaratech.telemetry.latest;

import org.jspecify.annotations.NullMarked;
