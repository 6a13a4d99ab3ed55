package com.evaratech.common.directory.store;

import com.evaratech.common.bus.Reply;
import com.evaratech.common.outbox.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item of the directory at one version.
 *
 * @param kind names its hash
 * @param id names it among those of its kind
 * @param version a higher one replaces it
 * @param json what it is, or {@code null} when it is gone
 * @param traceparent W3C trace context of the change that made it so
 */
public record DirectoryItem(
        String kind,
        String id,
        Version version,
        @Nullable String json,
        @Nullable String traceparent) {

    private static final int MOST_DIGITS = 16;
    private static final Version OLDEST = new Version(0, 0);

    /** Reads the value of a hash's field. What no writer of ours wrote is older than anything. */
    static DirectoryItem ofField(String kind, String id, String stored) {
        int end = stored.indexOf(' ');
        return isNumber(stored, end)
                ? new DirectoryItem(
                        kind,
                        id,
                        version(stored.substring(0, end)),
                        orNull(stored.substring(end + 1)),
                        null)
                : new DirectoryItem(kind, id, OLDEST, stored, null);
    }

    /** By hand: of a large fleet hundreds of thousands are read before anything else is done. */
    private static boolean isNumber(String text, int end) {
        if (end < 1 || end > MOST_DIGITS) {
            return false;
        }
        for (int place = 0; place < end; place++) {
            if (text.charAt(place) < '0' || text.charAt(place) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Reads the fields of an entry in the stream: names and values by turns. */
    static DirectoryItem ofEntry(List<Reply> fields) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < fields.size(); i += 2) {
            values.put(fields.get(i).text(), fields.get(i + 1).text());
        }
        return new DirectoryItem(
                require(values, "kind"),
                require(values, "id"),
                version(require(values, "version")),
                orNull(require(values, "json")),
                orNull(require(values, "traceparent")));
    }

    private static Version version(String packed) {
        return Version.of(Long.parseLong(packed));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String require(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("directory: entry without " + name);
        }
        return value;
    }
}
