package com.evaratech.telemetry.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * What will have become of a portion once it is stored, decided before it went on its way: whoever
 * sends it again does not count it again.
 *
 * @param position bytes of the file up to its end
 * @param line the line behind it
 * @param at when it was decided: what is too old is judged by this time
 * @param counts what it adds
 */
record Ahead(long position, long line, Instant at, ImportCounts counts) {

    String toJson() {
        return new JsonObject()
                .put("position", position)
                .put("line", line)
                .put("at", at.toEpochMilli())
                .put(
                        "counts",
                        new JsonArray()
                                .add(counts.rows())
                                .add(counts.stored())
                                .add(counts.merged())
                                .add(counts.duplicate())
                                .add(counts.conflict())
                                .add(counts.rejected())
                                .add(counts.errors()))
                .encode();
    }

    static Ahead fromJson(String text) {
        var json = new JsonObject(text);
        JsonArray counts = json.getJsonArray("counts");
        return new Ahead(
                json.getLong("position"),
                json.getLong("line"),
                Instant.ofEpochMilli(json.getLong("at")),
                new ImportCounts(
                        counts.getLong(0),
                        counts.getLong(1),
                        counts.getLong(2),
                        counts.getLong(3),
                        counts.getLong(4),
                        counts.getLong(5),
                        counts.getLong(6)));
    }
}
