package com.evaratech.gateway.audit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of the whole audit, newest first.
 *
 * @param next how far the list has come; {@code null} when it is at its end
 * @param away the sources whose rows are missing: they follow, out of their order, once they are
 *     there again
 */
record AuditPage(List<JsonObject> items, @Nullable Cursors next, List<Part.Away> away) {

    private static final Comparator<Row> NEWEST_FIRST =
            Comparator.comparing(Row::at).reversed().thenComparing(row -> row.source().name());

    AuditPage {
        items = List.copyOf(items);
        away = List.copyOf(away);
    }

    private record Row(Source source, Instant at, JsonObject item) {}

    /** Merges what the sources answered; those at their end were not asked. */
    static AuditPage merge(Cursors before, List<Part> parts, int limit) {
        List<Row> rows = new ArrayList<>();
        List<Part.Away> away = new ArrayList<>();
        Map<String, String> places = new HashMap<>(before.places());
        for (Part part : parts) {
            switch (part) {
                case Part.Away missing -> away.add(missing);
                case Part.Rows(Source source, List<JsonObject> items, @Nullable String _) ->
                        items.forEach(item ->
                                rows.add(
                                        new Row(
                                                source,
                                                Instant.parse(item.getString("at")),
                                                item)));
            }
        }
        // Stable, so that rows of one source and one moment stay in their order.
        rows.sort(NEWEST_FIRST);
        List<Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        shown.forEach(row -> places.put(row.source().name(), row.item().getString("cursor")));
        for (Part part : parts) {
            if (part instanceof Part.Rows(Source source, List<JsonObject> items, String next)
                    && next == null
                    && isAllShown(source, items, shown)) {
                places.put(source.name(), "");
            }
        }
        boolean isOver =
                parts.stream().allMatch(part -> "".equals(places.get(part.source().name())));
        return new AuditPage(
                shown.stream().map(Row::item).toList(), isOver ? null : new Cursors(places), away);
    }

    private static boolean isAllShown(Source source, List<JsonObject> items, List<Row> shown) {
        return shown.stream().filter(row -> row.source().equals(source)).count() == items.size();
    }

    Buffer toBuffer() {
        var unavailable = new JsonArray();
        away.forEach(each ->
                unavailable.add(
                        new JsonObject()
                                .put("part", each.source().service())
                                .put("reason", each.reason())));
        var shown = new JsonArray();
        items.forEach(item -> shown.add(withoutCursor(item)));
        return new JsonObject()
                .put("items", shown)
                .put("next", Optional.ofNullable(next).map(Cursors::text).orElse(null))
                .put("unavailable", unavailable)
                .toBuffer();
    }

    /** A source's own cursor continues the source's list, not this one. */
    static JsonObject withoutCursor(JsonObject item) {
        var shown = item.copy();
        var _ = shown.remove("cursor");
        return shown;
    }
}
