package com.evaratech.local.thingspeak.campus;

import java.util.Map;
import java.util.random.RandomGenerator;

/** What a node measures. */
interface Instrument {
    /** The values of fields 1, 2, … now, in the order of the category's columns. */
    String[] read(Moment moment, RandomGenerator random);

    /** What an owner knows of the thing measured: sizes and depths by name. */
    Map<String, Double> geometry();
}
