package com.evaratech.gateway.audit;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a source answered. */
sealed interface Part {

    Source source();

    /**
     * Its next rows, newest first.
     *
     * @param next its cursor behind them; {@code null} when there are no more
     */
    record Rows(Source source, List<JsonObject> items, @Nullable String next) implements Part {}

    /**
     * It was away.
     *
     * @param reason code of the problem
     */
    record Away(Source source, String reason) implements Part {}
}
