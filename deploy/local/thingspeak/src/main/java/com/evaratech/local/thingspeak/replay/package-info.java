/**
 * Plays recordings of real channels: answers of {@code feeds.json} and exports in CSV, kept to the
 * last character, with their times moved so that a recording of years ago looks live.
 */
@NullMarked
package com.evaratech.local.thingspeak.replay;

import org.jspecify.annotations.NullMarked;
