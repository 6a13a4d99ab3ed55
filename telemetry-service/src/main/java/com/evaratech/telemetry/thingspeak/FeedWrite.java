package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.reading.normalise.TimeWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is to be written.
 *
 * @param createdAt its time, to the millisecond
 * @param isDated whether its sender told the time, and so may send the same entry again
 * @param values as they were sent
 */
record FeedWrite(Instant createdAt, boolean isDated, Map<Column, String> values) {

    private static final int LONGEST_VALUE = 255;

    FeedWrite {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /**
     * One that parameters tell of.
     *
     * @param now its time when they tell none
     * @return empty when it says nothing, cannot be stored, or is of a time that is not taken
     */
    static Optional<FeedWrite> of(Parameters parameters, Instant now) {
        Optional<String> told = parameters.get("created_at");
        Optional<Instant> createdAt =
                told.isEmpty()
                        ? Optional.of(now)
                        : Times.of(parameters)
                                .read(told.get())
                                .filter(time -> TimeWindow.STANDARD.refuse(time, now).isEmpty());
        return createdAt.flatMap(time ->
                values(name -> parameters.get(name).orElse(null))
                        .filter(found -> !found.isEmpty())
                        .map(found -> new FeedWrite(time, told.isPresent(), found)));
    }

    /**
     * What a writer says under ThingSpeak's names.
     *
     * @param given a value by its name, {@code null} when it is not there
     * @return empty when a value is longer than 255 characters, or cannot be stored
     */
    static Optional<Map<Column, String>> values(Function<String, @Nullable String> given) {
        Map<Column, String> values = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            @Nullable String value = given.apply(column.key());
            if (value == null && !column.alias().isEmpty()) {
                value = given.apply(column.alias());
            }
            if (value == null || value.isEmpty()) {
                continue;
            }
            if (value.length() > LONGEST_VALUE || !isStorable(value)) {
                return Optional.empty();
            }
            values.put(column, value);
        }
        return Optional.of(values);
    }

    /** PostgreSQL has no U+0000, and UTF-8 no halves of surrogate pairs. */
    private static boolean isStorable(String value) {
        return value.codePoints()
                .noneMatch(each -> each == 0 || Character.getType(each) == Character.SURROGATE);
    }
}
