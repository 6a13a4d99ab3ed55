package com.evaratech.alert.rules;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a threshold rule compares a value (left) with its threshold (right). */
public enum Operator {
    GT(Clears.BELOW),
    GTE(Clears.BELOW),
    LT(Clears.ABOVE),
    LTE(Clears.ABOVE),
    EQ(Clears.WITHOUT_HYSTERESIS),
    NEQ(Clears.WITHOUT_HYSTERESIS);

    /** On which side of the threshold the alert is over. */
    enum Clears {
        BELOW,
        ABOVE,
        WITHOUT_HYSTERESIS
    }

    /** The codes of all operators, as a phrase. */
    static final String ALLOWED =
            Arrays.stream(values()).map(Operator::code).collect(Collectors.joining(", "));

    private final Clears clears;

    Operator(Clears clears) {
        this.clears = clears;
    }

    /** The name in JSON and in the database. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Clears clears() {
        return clears;
    }

    /** Whether a value, compared like this with a threshold, makes the condition true. */
    boolean holds(double value, double threshold) {
        return switch (this) {
            case GT -> value > threshold;
            case GTE -> value >= threshold;
            case LT -> value < threshold;
            case LTE -> value <= threshold;
            case EQ -> value == threshold;
            case NEQ -> value != threshold;
        };
    }

    /**
     * Whether a value ends an alert that was raised by this comparison.
     *
     * @param clearThreshold what must be reached on the quiet side; {@code null}: the alert is over
     *     as soon as the comparison no longer holds
     */
    boolean clears(double value, double threshold, @Nullable Double clearThreshold) {
        if (clearThreshold == null) {
            return !holds(value, threshold);
        }
        return switch (clears) {
            case BELOW -> value <= clearThreshold;
            case ABOVE -> value >= clearThreshold;
            case WITHOUT_HYSTERESIS -> !holds(value, threshold);
        };
    }

    /** The comparison in words. */
    public String words() {
        return switch (this) {
            case GT -> "above";
            case GTE -> "at least";
            case LT -> "below";
            case LTE -> "at most";
            case EQ -> "equal to";
            case NEQ -> "other than";
        };
    }

    static Optional<Operator> ofCode(String code) {
        return Arrays.stream(values()).filter(operator -> operator.code().equals(code)).findFirst();
    }
}
