package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.protocol.Feed.Head;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as XML in the dress of its framework: dashes in names, types as attributes, {@code
 * nil="true"}.
 */
final class XmlForm {
    private final StringBuilder xml =
            new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private XmlForm() {}

    static Buffer feed(Feed feed) {
        XmlForm form = new XmlForm();
        form.xml.append("<channel>\n");
        form.head(feed.channel(), feed.head(), feed.times());
        form.xml.append("  <feeds type=\"array\">\n");
        feed.rows().forEach(row -> form.row(row, feed.columns(), feed.times(), "    "));
        form.xml.append("  </feeds>\n</channel>\n");
        return Buffer.buffer(form.xml.toString());
    }

    /** A single row without its channel. */
    static Buffer row(ShownRow row, List<Slot> columns, TimeStyle times) {
        XmlForm form = new XmlForm();
        form.row(row, columns, times, "");
        return Buffer.buffer(form.xml.toString());
    }

    private void head(Channel channel, Head head, TimeStyle times) {
        ChannelInfo info = channel.info();
        boolean full = head != Head.NAME_AND_PLACE;
        if (full) {
            element("  ", "id", "integer", Long.toString(info.id()));
        }
        element("  ", "name", "", info.name());
        if (full && info.description() != null) {
            element("  ", "description", "", info.description());
        }
        element("  ", "latitude", "decimal", info.place().latitude());
        element("  ", "longitude", "decimal", info.place().longitude());
        if (full) {
            info.labels()
                    .slots()
                    .forEach(slot -> element("  ", slot.key(), "", info.labels().get(slot)));
            element("  ", "created-at", "dateTime", times.json(info.createdAt().getEpochSecond()));
            element(
                    "  ",
                    "updated-at",
                    "dateTime",
                    times.json(channel.updatedAt().getEpochSecond()));
            Long last = channel.lastEntryId();
            element("  ", "last-entry-id", "integer", last == null ? null : last.toString());
        }
    }

    private void row(ShownRow row, List<Slot> columns, TimeStyle times, String indent) {
        xml.append(indent).append("<feed>\n");
        element(indent + "  ", "created-at", "dateTime", times.json(row.second()));
        Long entryId = row.entryId();
        if (entryId != null) {
            element(indent + "  ", "entry-id", "integer", entryId.toString());
        }
        columns.forEach(slot -> element(indent + "  ", slot.key(), "", row.cells().get(slot)));
        xml.append(indent).append("</feed>\n");
    }

    private void element(String indent, String name, String type, @Nullable String value) {
        xml.append(indent).append('<').append(name);
        if (!type.isEmpty()) {
            xml.append(" type=\"").append(type).append('"');
        }
        if (value == null) {
            xml.append(" nil=\"true\"/>\n");
        } else {
            xml.append('>');
            value.codePoints().forEach(this::escaped);
            xml.append("</").append(name).append(">\n");
        }
    }

    private void escaped(int character) {
        switch (character) {
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '&' -> xml.append("&amp;");
            case '"' -> xml.append("&quot;");
            case '\r' -> xml.append("&#13;");
            default -> xml.appendCodePoint(character);
        }
    }
}
