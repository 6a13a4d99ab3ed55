/** The commands {@code ./evara prove} and {@code ./evara bench} for what needs no fleet. */
@NullMarked
package com.evaratech.bench;

import org.jspecify.annotations.NullMarked;
