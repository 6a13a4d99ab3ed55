package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Metric;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that write rows of one kind, over the metrics that a round's readings carry.
 * Devices send three of eight or nine metrics: columns that nobody says anything of are neither
 * sent nor unpacked.
 *
 * @param arrays the parameters of all
 * @param insert stores rows that are all new, and fails by {@link #UNIQUE_VIOLATION} when one is
 *     not: at half the server's price of the other
 * @param insertTelling stores what is new; its result is the places (from 1) of what was known
 * @param update writes known rows anew
 */
record WriteStatements(ColumnArrays arrays, String insert, String insertTelling, String update) {

    /** PostgreSQL's SQLSTATE for a key that is there already. */
    static final String UNIQUE_VIOLATION = "23505";

    /** For these metrics of a kind. */
    static WriteStatements of(KindColumns columns, List<Metric> carried) {
        var arrays = new ColumnArrays(carried);
        return new WriteStatements(
                arrays,
                """
                insert into %2$s (node_number, recorded_at, %3$s)
                select node_number, recorded_at, %3$s from (%1$s) given
                """
                        .formatted(arrays.given(), columns.table(), arrays.columns("")),
                """
                with given as (%1$s), stored as (
                    insert into %2$s (node_number, recorded_at, %3$s)
                    select node_number, recorded_at, %3$s from given
                    on conflict do nothing
                    returning node_number, recorded_at)
                select ordinality from given
                where (node_number, recorded_at) not in (select node_number, recorded_at from stored)
                """
                        .formatted(arrays.given(), columns.table(), arrays.columns("")),
                """
                with given as (%1$s)
                update %2$s stored set %3$s
                from given
                where stored.node_number = given.node_number
                    and stored.recorded_at = given.recorded_at
                """
                        .formatted(
                                arrays.given(),
                                columns.table(),
                                carried.stream()
                                        .map(metric -> "%1$s = given.%1$s".formatted(metric.code()))
                                        .collect(Collectors.joining(", "))));
    }
}
