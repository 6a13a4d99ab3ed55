package com.evaratech.common.directory.store;

import com.evaratech.common.bus.Reply;
import com.evaratech.common.outbox.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern STORED = Pattern.compile("([0-9]{1,16}) (.*)", Pattern.DOTALL);
    private static final Version OLDEST = new Version(0, 0);

    /** Reads the value of a hash's field. What no writer of ours wrote is older than anything. */
    static DirectoryItem ofField(String kind, String id, String stored) {
        Matcher parts = STORED.matcher(stored);
        return parts.matches()
                ? new DirectoryItem(kind, id, version(parts.group(1)), orNull(parts.group(2)), null)
                : new DirectoryItem(kind, id, OLDEST, stored, null);
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
