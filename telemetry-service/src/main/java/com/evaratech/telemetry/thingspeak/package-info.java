/**
 * The API that devices and libraries made for ThingSpeak know: they need another host name and the
 * keys of a channel of ours, and nothing else. Its answers are ThingSpeak's, errors included.
 */
@NullMarked
package com.evaratech.telemetry.thingspeak;

import org.jspecify.annotations.NullMarked;
