/**
 * The channels of the stand-in: rows in bounded memory, in the order in which ThingSpeak returns
 * them, with its rules of numbering. Everything else here reads from and writes to this package; it
 * knows neither HTTP nor models.
 */
@NullMarked
package com.evaratech.local.thingspeak.channels;

import org.jspecify.annotations.NullMarked;
