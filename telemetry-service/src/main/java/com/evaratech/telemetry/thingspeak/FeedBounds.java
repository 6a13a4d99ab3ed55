package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.reading.normalise.NumberText;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Between which numbers the fields of a row are to be: a row with one that is not is left out. What
 * is no number is no matter.
 *
 * @param least by the parameter {@code min}; minus infinity without one that means something
 * @param most by {@code max}
 */
record FeedBounds(double least, double most) {

    static FeedBounds of(Parameters parameters) {
        return new FeedBounds(
                number(parameters, "min", Double.NEGATIVE_INFINITY),
                number(parameters, "max", Double.POSITIVE_INFINITY));
    }

    /** Whether a row is to be shown. */
    boolean has(FeedEntry row, List<Column> columns) {
        return columns.stream()
                .filter(Column::isField)
                .map(row::get)
                .filter(text -> text != null)
                .map(NumberText::parse)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .allMatch(number -> number >= least && number <= most);
    }

    private static double number(Parameters parameters, String name, double otherwise) {
        return parameters
                .get(name)
                .map(NumberText::parse)
                .orElse(OptionalDouble.empty())
                .orElse(otherwise);
    }
}
