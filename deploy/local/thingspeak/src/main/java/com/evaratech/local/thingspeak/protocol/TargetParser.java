package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.protocol.Target.BulkUpdate;
import com.evaratech.local.thingspeak.protocol.Target.Entry;
import com.evaratech.local.thingspeak.protocol.Target.FeedAge;
import com.evaratech.local.thingspeak.protocol.Target.Feeds;
import com.evaratech.local.thingspeak.protocol.Target.FieldAge;
import com.evaratech.local.thingspeak.protocol.Target.FieldFeeds;
import com.evaratech.local.thingspeak.protocol.Target.LastFeed;
import com.evaratech.local.thingspeak.protocol.Target.LastField;
import com.evaratech.local.thingspeak.protocol.Target.LastStatus;
import com.evaratech.local.thingspeak.protocol.Target.Statuses;
import com.evaratech.local.thingspeak.protocol.Target.Update;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the path of a request. By hand rather than by a router's patterns: it is on the way of
 * every poll.
 */
public final class TargetParser {
    private TargetParser() {}

    /** The target of this path, or empty when ThingSpeak has no such address. */
    public static Optional<Target> parse(String path) {
        Optional<Format> suffix = suffix(path);
        String bare = suffix.isPresent() ? path.substring(0, path.lastIndexOf('.')) : path;
        List<String> parts = Arrays.asList(bare.split("/", -1));
        if (parts.size() == 2 && parts.get(1).equals("update")) {
            return Optional.of(new Update(suffix.orElse(Format.TEXT)));
        }
        if (parts.size() < 4 || !parts.get(0).isEmpty() || !parts.get(1).equals("channels")) {
            return Optional.empty();
        }
        return number(parts.get(2))
                .flatMap(id -> inChannel(id, parts.subList(3, parts.size()), suffix));
    }

    /** The number of the channel that a path addresses, whatever follows it. */
    public static Optional<Long> channel(String path) {
        return parse(path)
                .flatMap(target ->
                        target instanceof Target.InChannel in
                                ? Optional.of(in.channel())
                                : Optional.empty());
    }

    private static Optional<Target> inChannel(long id, List<String> rest, Optional<Format> suffix) {
        Format format = suffix.orElse(Format.JSON);
        return switch (rest.getFirst()) {
            case "feeds", "feed" -> feeds(id, rest, format);
            case "fields", "field" ->
                    rest.size() < 2
                            ? Optional.empty()
                            : field(rest.get(1))
                                    .flatMap(field ->
                                            field(id, field, rest.subList(2, rest.size()), suffix));
            case "status", "statuses" -> status(id, rest, format);
            case "bulk_update" ->
                    rest.size() == 1 ? Optional.of(new BulkUpdate(id, format)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Target> feeds(long id, List<String> rest, Format format) {
        if (rest.size() == 1) {
            return Optional.of(new Feeds(id, format));
        }
        return switch (rest.get(1)) {
            case "last" ->
                    rest.size() == 2 ? Optional.of(new LastFeed(id, format)) : Optional.empty();
            case "last_data_age" ->
                    rest.size() == 2 ? Optional.of(new FeedAge(id, format)) : Optional.empty();
            case "entry" ->
                    rest.size() == 3
                            ? number(rest.get(2)).map(entry -> new Entry(id, entry, format))
                            : Optional.empty();
            default ->
                    rest.size() == 2
                            ? number(rest.get(1)).map(entry -> new Entry(id, entry, format))
                            : Optional.empty();
        };
    }

    private static Optional<Target> field(
            long id, int field, List<String> rest, Optional<Format> suffix) {
        if (rest.isEmpty()) {
            return Optional.of(new FieldFeeds(id, field, suffix.orElse(Format.JSON)));
        }
        if (rest.size() > 1) {
            return Optional.empty();
        }
        return switch (rest.getFirst()) {
            case "last" -> Optional.of(new LastField(id, field, suffix.orElse(Format.TEXT)));
            case "last_data_age" ->
                    Optional.of(new FieldAge(id, field, suffix.orElse(Format.TEXT)));
            default -> Optional.empty();
        };
    }

    private static Optional<Target> status(long id, List<String> rest, Format format) {
        if (rest.size() == 1) {
            return Optional.of(new Statuses(id, format));
        }
        return rest.size() == 2 && rest.get(1).equals("last")
                ? Optional.of(new LastStatus(id, format))
                : Optional.empty();
    }

    private static Optional<Format> suffix(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/')
                ? Format.ofSuffix(path.substring(dot + 1))
                : Optional.empty();
    }

    /** A field's number, given as {@code 1} or {@code field1}. */
    private static Optional<Integer> field(String text) {
        String digits = text.startsWith("field") ? text.substring("field".length()) : text;
        return number(digits).filter(n -> n >= 1 && n <= Slot.FIELDS).map(Long::intValue);
    }

    private static Optional<Long> number(String text) {
        // 18: any number of 18 digits fits a long
        boolean digits =
                !text.isEmpty()
                        && text.length() <= 18
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
