package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Slot;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Reads of one row or of its age. What is absent and what is forbidden look the same: status 200
 * and -1.
 */
final class RowEndpoint {
    private final InstantSource clock;
    private final QueryParser parser;

    RowEndpoint(InstantSource clock, QueryParser parser) {
        this.clock = clock;
        this.parser = parser;
    }

    /** The row of the last entry number. */
    Answer last(ApiRequest request, Channel channel, Format format) {
        return row(request, channel, channel.lastEntry(), format);
    }

    /** The row of one entry number. */
    Answer entry(ApiRequest request, Channel channel, long entryId, Format format) {
        return row(request, channel, channel.entry(entryId), format);
    }

    private Answer row(ApiRequest request, Channel channel, Optional<Row> row, Format format) {
        return show(request, channel, row, channel.info().labels().slots(), format);
    }

    /** The last value of one field that is not null; as text the bare value. */
    Answer lastField(ApiRequest request, Channel channel, int field, Format format) {
        Slot slot = Slot.field(field);
        Optional<Row> row = channel.lastValue(slot);
        return format == Format.TEXT
                ? text(request, channel, row.map(found -> value(found, slot)))
                : show(request, channel, row, List.of(slot), format);
    }

    Answer lastStatus(ApiRequest request, Channel channel, Format format) {
        Optional<Row> row = channel.lastValue(Slot.STATUS);
        return format == Format.TEXT
                ? text(request, channel, row.map(found -> value(found, Slot.STATUS)))
                : show(request, channel, row, List.of(Slot.STATUS), format);
    }

    Answer feedAge(ApiRequest request, Channel channel, Format format) {
        return age(request, channel, channel.lastEntry(), format);
    }

    Answer fieldAge(ApiRequest request, Channel channel, int field, Format format) {
        return age(request, channel, channel.lastValue(Slot.field(field)), format);
    }

    private Answer show(
            ApiRequest request,
            Channel channel,
            Optional<Row> row,
            List<Slot> fields,
            Format format) {
        if (row.isEmpty() || !channel.info().access().mayRead(request.key())) {
            return Errors.rowRefused(format);
        }
        ReadQuery query = parser.parse(request, clock.instant());
        List<Slot> columns = fields.contains(Slot.STATUS) ? fields : query.extras().columns(fields);
        ShownRow shown = new RowFilter(query.filter()).rounded(ShownRow.of(row.get()), fields);
        return switch (format) {
            case JSON, TEXT -> Answer.ok(Format.JSON, JsonForm.row(shown, columns, query.times()));
            case XML -> Answer.ok(format, XmlForm.row(shown, columns, query.times()));
            case CSV -> Answer.ok(format, CsvForm.row(shown, columns, query.times()));
        };
    }

    private static Answer text(ApiRequest request, Channel channel, Optional<String> text) {
        return channel.info().access().mayRead(request.key())
                ? Answer.of(200, Format.TEXT, text.orElse("-1"))
                : Errors.rowRefused(Format.TEXT);
    }

    private Answer age(ApiRequest request, Channel channel, Optional<Row> row, Format format) {
        if (row.isEmpty() || !channel.info().access().mayRead(request.key())) {
            return Errors.rowRefused(format);
        }
        String age =
                Long.toString(Duration.between(row.get().createdAt(), clock.instant()).toSeconds());
        return switch (format) {
            case JSON ->
                    Answer.of(200, format, new JsonObject().put("last_data_age", age).encode());
            case XML -> Answer.of(200, format, "<last-data-age>" + age + "</last-data-age>\n");
            case CSV -> Answer.of(200, format, "last_data_age\n" + age + "\n");
            case TEXT -> Answer.of(200, format, age);
        };
    }

    private static String value(Row row, Slot slot) {
        String value = row.get(slot);
        return value == null ? "" : value;
    }
}
