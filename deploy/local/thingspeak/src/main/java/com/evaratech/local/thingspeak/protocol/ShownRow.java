package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Row;
import org.jspecify.annotations.Nullable;

/**
 * A row as it is shown.
 *
 * @param second its time, seconds since 1970
 * @param entryId its number; null in a bucket, which has none
 * @param cells its values
 */
record ShownRow(long second, @Nullable Long entryId, Cells cells) {
    static ShownRow of(Row row) {
        return new ShownRow(row.second(), row.entryId(), row.cells());
    }
}
