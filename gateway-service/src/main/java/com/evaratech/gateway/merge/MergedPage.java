package com.evaratech.gateway.merge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a whole list, newest first.
 *
 * @param next how far the list has come; {@code null} when it is at its end
 * @param away the sources whose rows are missing: they follow, out of their order, once they are
 *     there again
 */
public record MergedPage(List<JsonObject> items, @Nullable Cursors next, List<Part.Away> away) {

    private static final Comparator<Part.Row> NEWEST_FIRST =
            Comparator.comparing(Part.Row::at).reversed().thenComparing(row -> row.source().name());

    /** Copies the lists. */
    public MergedPage {
        items = List.copyOf(items);
        away = List.copyOf(away);
    }

    /** Merges what the sources answered; those at their end were not asked. */
    static MergedPage merge(Cursors before, List<Part> parts, int limit) {
        List<Part.Row> rows = new ArrayList<>();
        List<Part.Away> away = new ArrayList<>();
        Map<String, String> places = new HashMap<>(before.places());
        for (Part part : parts) {
            switch (part) {
                case Part.Away missing -> away.add(missing);
                case Part.Rows answered -> rows.addAll(answered.rows());
            }
        }
        // Stable, so that rows of one source and one moment stay in their order.
        rows.sort(NEWEST_FIRST);
        List<Part.Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        shown.forEach(row -> places.put(row.source().name(), row.cursor()));
        for (Part part : parts) {
            if (part instanceof Part.Rows answered
                    && answered.next() == null
                    && shown.containsAll(answered.rows())) {
                places.put(answered.source().name(), "");
            }
        }
        boolean isOver =
                parts.stream().allMatch(part -> "".equals(places.get(part.source().name())));
        return new MergedPage(
                shown.stream().map(Part.Row::item).toList(),
                isOver ? null : new Cursors(places),
                away);
    }

    /** As it is answered. */
    public Buffer toBuffer() {
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
    public static JsonObject withoutCursor(JsonObject item) {
        var shown = item.copy();
        var _ = shown.remove("cursor");
        return shown;
    }
}
