/**
 * What ThingSpeak answers: addresses, parameters, permissions, formats, aggregation, writes and
 * error bodies, as pure functions from a request to an answer over the channels. Sending the
 * answer, well or badly, is somebody else's job.
 */
@NullMarked
package com.evaratech.local.thingspeak.protocol;

import org.jspecify.annotations.NullMarked;
