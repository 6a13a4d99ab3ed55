/**
 * The way of a request through the door: what looks at every request, in which order. Each feature
 * does its own work; only where it stands is written here, so that it can be read at one place.
 */
@NullMarked
package com.evaratech.gateway.way;

import org.jspecify.annotations.NullMarked;
