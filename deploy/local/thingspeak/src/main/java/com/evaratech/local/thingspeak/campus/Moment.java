package com.evaratech.local.thingspeak.campus;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The moment as people and instruments feel it.
 *
 * @param second seconds since 1970
 * @param hour hour of the day in the people's zone, 0 to 24
 * @param dayOfWeek 1 for Monday
 */
record Moment(long second, double hour, int dayOfWeek) {
    static Moment at(long second, ZoneId zone) {
        ZonedDateTime time = Instant.ofEpochSecond(second).atZone(zone);
        return new Moment(
                second,
                time.toLocalTime().toSecondOfDay() / 3600.0,
                time.getDayOfWeek().getValue());
    }

    /** Air, warmest at three in the afternoon, °C. */
    double airCelsius() {
        return 27 + 6 * Math.cos((hour - 15) / 24 * 2 * Math.PI);
    }

    /** Water in a tank, which follows the air late and little, °C. */
    double waterCelsius() {
        return 25 + 1.5 * Math.cos((hour - 18) / 24 * 2 * Math.PI);
    }

    /** Supply between phases, lowest when everybody cooks, V. */
    double volts() {
        return 415 - 12 * Math.exp(-Math.pow(hour - 19.5, 2) / 4);
    }
}
