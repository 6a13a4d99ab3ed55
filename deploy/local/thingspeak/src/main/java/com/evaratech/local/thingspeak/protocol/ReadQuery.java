package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The parameters of a read.
 *
 * @param window which rows
 * @param limit how many at most, 0 to 8000
 * @param filter which values and how exactly
 * @param aggregation whether rows are put together into buckets
 * @param times how times are written
 * @param extras what else the rows show
 */
record ReadQuery(
        Window window,
        int limit,
        Filter filter,
        Optional<Aggregation> aggregation,
        TimeStyle times,
        Extras extras) {

    /**
     * What is done to single rows.
     *
     * @param min rows with a smaller value in some field are left out
     * @param max rows with a larger one are left out
     * @param round digits after the decimal point
     */
    record Filter(Optional<BigDecimal> min, Optional<BigDecimal> max, OptionalInt round) {}

    /** What rows and channel show besides the fields, each on request. */
    record Extras(boolean location, boolean status, boolean metadata) {

        /** These columns after the given fields. */
        List<Slot> columns(List<Slot> fields) {
            List<Slot> columns = new ArrayList<>(fields);
            if (location) {
                columns.addAll(List.of(Slot.LATITUDE, Slot.LONGITUDE, Slot.ELEVATION));
            }
            if (status) {
                columns.add(Slot.STATUS);
            }
            return columns;
        }
    }
}
