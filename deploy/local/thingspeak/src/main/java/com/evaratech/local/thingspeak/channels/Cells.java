package com.evaratech.local.thingspeak.channels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, by slot. Immutable; a value is kept to the last character, line ends and
 * blanks included, but cut at 255 characters as the real service's columns are.
 */
public final class Cells {
    /** A row without any value. */
    public static final Cells NONE = new Cells(new @Nullable String[Slot.count()]);

    private static final int LONGEST = 255;

    private final @Nullable String[] values;

    /** Takes the array over; its length is {@link Slot#count()}. */
    Cells(@Nullable String[] values) {
        this.values = values;
    }

    /** The value in this slot, or null where the row has none. */
    public @Nullable String get(Slot slot) {
        return values[slot.index()];
    }

    /** These cells with one value replaced; null empties the slot. */
    public Cells with(Slot slot, @Nullable String value) {
        @Nullable String[] copy = Arrays.copyOf(values, values.length);
        copy[slot.index()] = cut(value);
        return new Cells(copy);
    }

    /** Cells whose fields 1, 2, … have these values; nulls leave a field empty. */
    public static Cells ofFields(@Nullable String... fields) {
        if (fields.length > Slot.FIELDS) {
            throw new IllegalArgumentException(fields.length + " fields; a channel has at most 8");
        }
        @Nullable String[] values = new @Nullable String[Slot.count()];
        for (int i = 0; i < fields.length; i++) {
            values[i] = cut(fields[i]);
        }
        return new Cells(values);
    }

    private static @Nullable String cut(@Nullable String value) {
        return value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cells cells && Arrays.equals(values, cells.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
