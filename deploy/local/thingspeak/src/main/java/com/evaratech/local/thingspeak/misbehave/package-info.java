/**
 * How the stand-in is told to misbehave, and how its callers are watched: faults put between an
 * answer and its sending, strange rows put into channels, counts of requests. All of it by library
 * and under {@code /standin}.
 */
@NullMarked
package com.evaratech.local.thingspeak.misbehave;

import org.jspecify.annotations.NullMarked;
