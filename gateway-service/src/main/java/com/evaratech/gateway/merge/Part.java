package com.evaratech.gateway.merge;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a source answered. */
public sealed interface Part {

    Source source();

    /**
     * Its next rows, newest first.
     *
     * @param next its cursor behind them; {@code null} when there are no more
     */
    record Rows(Source source, List<Row> rows, @Nullable String next) implements Part {}

    /**
     * One row.
     *
     * @param at when it was written
     * @param cursor continues its source's list behind it
     * @param item as the source told it
     */
    record Row(Source source, Instant at, String cursor, JsonObject item) {

        /**
         * Reads a row.
         *
         * @throws DateTimeException when it does not say when it was written
         * @throws NullPointerException when it lacks what every row has
         */
        static Row of(Source source, JsonObject item) {
            return new Row(
                    source,
                    Instant.parse(item.getString("at")),
                    Objects.requireNonNull(item.getString("cursor"), "cursor"),
                    item);
        }
    }

    /**
     * It was away.
     *
     * @param reason code of the problem
     */
    record Away(Source source, String reason) implements Part {}
}
