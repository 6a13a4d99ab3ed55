/**
 * Readings by MQTT: an endpoint that takes what devices publish and gives nothing out. What it
 * takes goes the way of {@code ingest} and {@code thingspeak}; here is the protocol alone.
 */
@NullMarked
package com.evaratech.telemetry.mqtt;

import org.jspecify.annotations.NullMarked;
