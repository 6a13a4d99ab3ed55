package com.evaratech.local.thingspeak.protocol;

/** The form of times in CSV answers, which ThingSpeak changed around 2023. */
public enum CsvTimes {
    /** {@code 2025-10-12T06:49:25+00:00}, with the zone's offset in each row. */
    OFFSET,
    /** {@code 2021-02-18 21:46:23 UTC}. */
    UTC_WORD
}
