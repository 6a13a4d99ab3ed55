/**
 * A stand-in for ThingSpeak on one's own machine: the server put together from protocol, channels,
 * campus, replay and misbehaviour, its options and its command line.
 */
@NullMarked
package com.evaratech.local.thingspeak;

import org.jspecify.annotations.NullMarked;
