package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Slot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies min, max and round. Absent values and words count as 0 against min and max; rounding
 * leaves them alone.
 */
final class RowFilter {
    private final ReadQuery.Filter filter;

    RowFilter(ReadQuery.Filter filter) {
        this.filter = filter;
    }

    List<ShownRow> apply(List<ShownRow> rows, List<Slot> slots) {
        boolean nothingToDo =
                filter.min().isEmpty() && filter.max().isEmpty() && filter.round().isEmpty();
        if (nothingToDo) {
            return rows;
        }
        return rows.stream()
                .filter(row -> within(row, slots))
                .map(row -> rounded(row, slots))
                .toList();
    }

    private boolean within(ShownRow row, List<Slot> slots) {
        return slots.stream().map(slot -> number(row.cells().get(slot))).allMatch(this::within);
    }

    private boolean within(BigDecimal number) {
        return filter.min().map(min -> number.compareTo(min) >= 0).orElse(true)
                && filter.max().map(max -> number.compareTo(max) <= 0).orElse(true);
    }

    private static BigDecimal number(@Nullable String value) {
        return value == null ? BigDecimal.ZERO : BigDecimal.valueOf(Numbers.leading(value));
    }

    /** The row with its numbers rounded, if that was asked for. */
    ShownRow rounded(ShownRow row, List<Slot> slots) {
        if (filter.round().isEmpty()) {
            return row;
        }
        Cells cells = row.cells();
        for (Slot slot : slots) {
            String value = cells.get(slot);
            if (value != null) {
                cells = cells.with(slot, rounded(value, filter.round().getAsInt()));
            }
        }
        return new ShownRow(row.second(), row.entryId(), cells);
    }

    private static String rounded(String value, int digits) {
        return Numbers.strict(value)
                .map(number -> number.setScale(digits, RoundingMode.HALF_UP).toPlainString())
                .orElse(value);
    }
}
