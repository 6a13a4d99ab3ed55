package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.channel.DeviceChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a channel.
 *
 * @param channel as the path names it
 * @param form of the answer
 * @param parameters what else the request says
 * @param column the one column that is asked for; {@code null} for all that have a meaning
 */
record FeedAsked(String channel, Form form, Parameters parameters, @Nullable Column column) {

    private static final String NUMBER = "\\d{1,18}";

    /** The same of one column alone. */
    FeedAsked of(Column one) {
        return new FeedAsked(channel, form, parameters, one);
    }

    /** The number of the channel; empty when what names it is none. */
    Optional<Long> channelNumber() {
        return channel.matches(NUMBER) ? Optional.of(Long.parseLong(channel)) : Optional.empty();
    }

    /** The columns of a row: what is asked for, and what the parameters add. */
    List<Column> columns(DeviceChannel opened) {
        var columns = new ArrayList<Column>();
        if (column == null) {
            opened.fields().forEach(field -> Column.field(field.field()).ifPresent(columns::add));
        } else {
            columns.add(column);
        }
        if (parameters.isTrue("location")) {
            columns.addAll(Column.PLACE);
        }
        if (parameters.isTrue("status") && column != Column.STATUS) {
            columns.add(Column.STATUS);
        }
        return columns;
    }

    /** The function of a page that an answer in JSON is for. */
    Optional<String> callback() {
        return parameters.get("callback").filter(name -> form == Form.JSON && !name.isBlank());
    }

    /** A single value as text, between what the request wants in front of it and behind. */
    String framed(String value) {
        return parameters.get("prepend").orElse("") + value + parameters.get("append").orElse("");
    }
}
