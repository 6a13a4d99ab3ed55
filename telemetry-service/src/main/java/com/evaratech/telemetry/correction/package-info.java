/**
 * What people say that readings should have been, or what they read by hand: taken, given to the
 * stream as readings are, written with what follows from it, and kept with who said so and why.
 */
@NullMarked
package com.evaratech.telemetry.correction;

import org.jspecify.annotations.NullMarked;
