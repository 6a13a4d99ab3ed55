package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.reading.normalise.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * To how many places numbers are told.
 *
 * @param decimals places behind the point; -1 for as many as they have
 */
record Rounding(int decimals) {

    // ThingSpeak's charts show no more; a mean has as many digits as one cares to write.
    private static final int MOST_DECIMALS = 12;

    /** By the parameter {@code round}. */
    static Rounding of(Parameters parameters) {
        return new Rounding(Math.clamp(parameters.number("round").orElse(-1), -1, MOST_DECIMALS));
    }

    /** An entry whose fields are rounded; what is no number stays. */
    FeedEntry of(FeedEntry entry) {
        if (decimals < 0) {
            return entry;
        }
        Map<Column, String> values = new EnumMap<>(Column.class);
        entry.values()
                .forEach((column, value) ->
                        values.put(column, column.isField() ? sent(value) : value));
        return new FeedEntry(entry.entryId(), entry.createdAt(), values);
    }

    /** A value as it was sent, or rounded if it is a number and that is asked for. */
    String sent(String value) {
        OptionalDouble number = NumberText.parse(value);
        return decimals >= 0 && number.isPresent() ? text(number.getAsDouble()) : value;
    }

    /** A number that was computed. */
    String text(double value) {
        var number = BigDecimal.valueOf(value);
        int scale = decimals < 0 ? Math.min(number.scale(), MOST_DECIMALS) : decimals;
        BigDecimal shown = number.setScale(scale, RoundingMode.HALF_UP);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }
}
