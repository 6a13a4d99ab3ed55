/** Tests of {@code com.evaratech.telemetry.nodes}. */
@NullMarked
package com.evaratech.telemetry.nodes;

import org.jspecify.annotations.NullMarked;
