/**
 * The channels that nodes have for devices made for ThingSpeak: who may make them, and their keys.
 */
@NullMarked
package com.evaratech.telemetry.channel;

import org.jspecify.annotations.NullMarked;
