package com.evaratech.telemetry.correction;

import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the account of corrections. */
@Singleton
class CorrectionRepository {

    // The newest first, by correction_of_node; a cursor holds the number below zero, so that it
    // rises as those of other lists do.
    private static final String LIST =
            """
            select number, recorded_at, author, reason, accepted_at, before, after
            from telemetry.correction
            where node_number = $1 and number < $2
            order by number desc limit $3
            """;

    private final Pool database;

    CorrectionRepository(Pool database) {
        this.database = database;
    }

    /** Those of a node, the newest first. */
    Uni<Page<MadeCorrection>> list(long node, PageRequest page) {
        return database.preparedQuery(LIST)
                .execute(Tuple.of(node, before(page), page.rowsToFetch()))
                .map(found -> {
                    List<Row> rows = StreamSupport.stream(found.spliterator(), false).toList();
                    return Page.of(page, rows, row -> -row.getLong("number"))
                            .map(CorrectionRepository::correction);
                });
    }

    /** Of the first page there is no such number: its negation would be out of range. */
    private static long before(PageRequest page) {
        return -Math.max(page.after(), -Long.MAX_VALUE);
    }

    private static MadeCorrection correction(Row row) {
        return new MadeCorrection(
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getString("author"),
                row.getString("reason"),
                row.getOffsetDateTime("accepted_at").toInstant(),
                values(row.getValue("before")),
                ((JsonObject) row.getValue("after")).getMap());
    }

    private static @Nullable Map<String, Object> values(@Nullable Object json) {
        return json instanceof JsonObject values ? values.getMap() : null;
    }
}
