/**
 * Asks ThingSpeak for rows of a channel and makes sense of its answers: politely (limits per
 * channel), patiently (a breaker for the host), and believing nothing that does not look right.
 */
@NullMarked
package com.evaratech.poller.thingspeak;

import org.jspecify.annotations.NullMarked;
