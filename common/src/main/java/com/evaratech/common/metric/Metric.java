package com.evaratech.common.metric;

import static com.evaratech.common.metric.Kind.DEEP;
import static com.evaratech.common.metric.Kind.FLOW;
import static com.evaratech.common.metric.Kind.TANK;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalogue of metrics. A metric has one {@link #code}, which is its name in the API, its key
 * in JSON and its column in the database, and ends with the unit. The limits are wide: they tell a
 * broken sensor from a strange day, not a good day from a bad one.
 */
@SuppressWarnings(
        "ImmutableEnumChecker") // List.of and the records are immutable, unseen by the checker
public enum Metric {
    /**
     * Height of the water. -10: sensors scatter around empty; 2,000: the deepest tanks hold 20 m.
     */
    WATER_LEVEL_CM(1, Unit.CENTIMETRE, range(-10, 2_000), TANK),
    /** Of the full height. 110: the water stands above the overflow while a pump runs on. */
    WATER_LEVEL_PERCENT(2, Unit.PERCENT, range(-5, 110), TANK),
    /** What the tank holds. 50 million: the largest sumps of a city's water works. */
    VOLUME_LITRES(3, Unit.LITRE, range(0, 50_000_000), TANK),
    /** Of the water. -20 to 80: a dry sensor in frost and in a metal tank under the sun. */
    TEMPERATURE_C(4, Unit.CELSIUS, range(-20, 80), TANK, FLOW),
    /** Dissolved solids. 50,000: sea water has 35,000; the brine of a softener has more. */
    TDS_PPM(5, Unit.PARTS_PER_MILLION, range(0, 50_000), TANK),
    /** The scale's own ends. */
    PH(6, Unit.NONE, range(0, 14), TANK),
    /** Negative is backflow. 100,000: a main of 800 mm at 3.3 m/s. */
    FLOW_RATE_LPM(7, Unit.LITRE_PER_MINUTE, range(-100_000, 100_000), FLOW, DEEP),
    /** The meter's counter. A million million: the largest flow above for 19 years. */
    CUMULATIVE_VOLUME_LITRES(8, Unit.LITRE, range(0, 1e12), FLOW),
    /** Above the air's. -1: suction cannot pull harder; 40: the strongest common pipes (PN 40). */
    PRESSURE_BAR(9, Unit.BAR, range(-1, 40), FLOW),
    /** What the pump does. */
    PUMP_STATUS(
            10, Unit.NONE, new Plausible.OneOf(List.of("RUNNING", "STOPPED", "FAULT")), FLOW, DEEP),
    /** Of one phase. 1,000: a motor of 500 kW at 400 V draws 850 A. */
    PUMP_CURRENT_A(11, Unit.AMPERE, range(0, 1_000), FLOW, DEEP),
    /**
     * Depth of the water at rest. -50: an artesian well stands above ground; 1,000: none is deeper.
     */
    STATIC_WATER_LEVEL_M(12, Unit.METRE, range(-50, 1_000), DEEP),
    /** Depth of the water while the pump runs; limits as at rest. */
    DYNAMIC_WATER_LEVEL_M(13, Unit.METRE, range(-50, 1_000), DEEP),
    /** At the pump. 1,000: where low voltage ends (IEC 60038); well pumps are fed by it. */
    VOLTAGE_V(14, Unit.VOLT, range(0, 1_000), DEEP),
    /** The energy meter's counter. A thousand million: 500 kW for 228 years. */
    ENERGY_KWH(15, Unit.KILOWATT_HOUR, range(0, 1e9), DEEP),
    /** Of the device. 60: a pack of 48 V being charged has 58. */
    BATTERY_V(16, Unit.VOLT, range(0, 60), TANK, FLOW, DEEP),
    /** Of the device's radio. -150: below what LoRa can hear; nothing received is above 0. */
    RSSI_DBM(17, Unit.DECIBEL_MILLIWATT, range(-150, 0), TANK, FLOW, DEEP);

    /** Highest {@link #number} there may ever be: a set of metrics fits into one long. */
    public static final int HIGHEST_NUMBER = 62;

    private static final Map<String, Metric> BY_CODE =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Metric::code, Function.identity()));

    private static final Map<Integer, Metric> BY_NUMBER =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Metric::number, Function.identity()));

    private final int number;
    private final String code;
    private final Unit unit;
    private final Plausible plausible;
    private final List<Kind> kinds;

    Metric(int number, Unit unit, Plausible plausible, Kind... kinds) {
        this.number = number;
        this.code = name().toLowerCase(Locale.ROOT);
        this.unit = unit;
        this.plausible = plausible;
        this.kinds = List.of(kinds);
    }

    /** Name in the API, key in JSON, column in the database. */
    @JsonValue
    public String code() {
        return code;
    }

    /** Its name inside events; never given to another metric, 1 to {@link #HIGHEST_NUMBER}. */
    public int number() {
        return number;
    }

    public Unit unit() {
        return unit;
    }

    /** Which of its values can be true. */
    public Plausible plausible() {
        return plausible;
    }

    /** Whether nodes of this kind have it. */
    public boolean isOf(Kind kind) {
        return kinds.contains(kind);
    }

    /** The metrics of a kind, in the catalogue's order. */
    public static List<Metric> of(Kind kind) {
        return Arrays.stream(values()).filter(metric -> metric.isOf(kind)).toList();
    }

    /** The metric of this {@link #code}, if the catalogue has it. */
    public static Optional<Metric> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The metric of this {@link #number}, if the catalogue has it. */
    public static Optional<Metric> ofNumber(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** Whether a number can be true; a metric of words admits none. */
    public boolean admits(double value) {
        return switch (plausible) {
            case Plausible.Range range -> range.contains(value);
            case Plausible.OneOf words -> false;
        };
    }

    /** Whether a word can be true; a metric of numbers admits none. */
    public boolean admits(String word) {
        return switch (plausible) {
            case Plausible.Range range -> false;
            case Plausible.OneOf words -> words.codes().contains(word);
        };
    }

    /**
     * A word by its place in the list of a metric of words; lists only grow at their end.
     *
     * @throws IllegalArgumentException when the metric has no such word
     */
    public String word(int place) {
        if (plausible instanceof Plausible.OneOf words
                && place >= 0
                && place < words.codes().size()) {
            return words.codes().get(place);
        }
        throw new IllegalArgumentException("%s has no word %d".formatted(code, place));
    }

    /** The place of a word in the list of a metric of words, if it is there. */
    public OptionalInt placeOf(String word) {
        return plausible instanceof Plausible.OneOf words && words.codes().contains(word)
                ? OptionalInt.of(words.codes().indexOf(word))
                : OptionalInt.empty();
    }

    private static Plausible range(double min, double max) {
        return new Plausible.Range(min, max);
    }
}
