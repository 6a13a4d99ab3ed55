package com.evaratech.common.metric;

/** The unit of a metric's values; also the ending of its name, except for {@link #NONE}. */
public enum Unit {
    CENTIMETRE("cm"),
    METRE("m"),
    PERCENT("%"),
    LITRE("L"),
    LITRE_PER_MINUTE("L/min"),
    BAR("bar"),
    CELSIUS("°C"),
    PARTS_PER_MILLION("ppm"),
    AMPERE("A"),
    VOLT("V"),
    KILOWATT_HOUR("kWh"),
    DECIBEL_MILLIWATT("dBm"),
    /** A bare number or a code. */
    NONE("");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** As people write it; empty for {@link #NONE}. */
    public String symbol() {
        return symbol;
    }
}
