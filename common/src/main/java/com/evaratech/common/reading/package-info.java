/**
 * Readings on their way: what the stream {@code readings} carries, from whoever accepts a reading
 * to whoever stores, judges or shows it. {@code normalise} is how a device's raw values become one.
 */
@NullMarked
package com.evaratech.common.reading;

import org.jspecify.annotations.NullMarked;
