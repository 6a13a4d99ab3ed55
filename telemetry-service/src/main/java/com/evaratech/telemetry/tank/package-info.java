/** What the level of a tank tells: when it was filled and drained, and how long it will last. */
@NullMarked
package com.evaratech.telemetry.tank;

import org.jspecify.annotations.NullMarked;
