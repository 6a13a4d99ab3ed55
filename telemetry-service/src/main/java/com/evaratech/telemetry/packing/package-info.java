/** Readings of months that are long past are put into their packed form. */
@NullMarked
package com.evaratech.telemetry.packing;

import org.jspecify.annotations.NullMarked;
