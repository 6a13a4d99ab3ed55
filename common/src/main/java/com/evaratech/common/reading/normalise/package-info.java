/**
 * Makes readings of what devices send, once, at the edge: text to number, mapping, scale, offset,
 * limits. Everybody behind the edge sees the same values.
 */
@NullMarked
package com.evaratech.common.reading.normalise;

import org.jspecify.annotations.NullMarked;
