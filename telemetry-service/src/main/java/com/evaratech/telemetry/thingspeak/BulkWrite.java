package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.reading.NodeReadings;
import com.evaratech.telemetry.thingspeak.Refusal.Named;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Many entries of one request, as they were sent.
 *
 * @param key the write key of its body; null when it is elsewhere
 * @param messages in the order given
 */
record BulkWrite(@Nullable String key, List<Message> messages) {

    /** As many as a paid licence of ThingSpeak sends at once. */
    static final int MOST_MESSAGES = 14_400;

    private static final Times UTC = new Times(ZoneOffset.UTC);
    private static final int LONGEST_DELTA = 9;

    BulkWrite {
        messages = List.copyOf(messages);
    }

    /** One entry. */
    sealed interface Message {

        Map<Column, String> values();

        /** With its time. */
        record Dated(Instant createdAt, Map<Column, String> values) implements Message {}

        /** So long after the one before it. */
        record Later(Duration delta, Map<Column, String> values) implements Message {}
    }

    /**
     * Reads the body of {@code bulk_update.json}.
     *
     * @throws Refusal when it is not one
     */
    static BulkWrite ofJson(byte @Nullable [] body) {
        if (body == null) {
            throw bad("There is no body.");
        }
        try {
            var json = new JsonObject(Buffer.buffer(body));
            @Nullable JsonArray updates = json.getJsonArray("updates");
            if (updates == null) {
                throw bad("The body has no array updates.");
            }
            requireNotTooMany(updates.size());
            var messages = new ArrayList<Message>();
            for (int i = 0; i < updates.size(); i++) {
                @Nullable JsonObject update = updates.getJsonObject(i);
                if (update == null) {
                    throw bad("updates[%d] is no object.".formatted(i));
                }
                messages.add(
                        message(
                                i,
                                text(update, "created_at"),
                                text(update, "delta_t"),
                                FeedWrite.values(name -> text(update, name))));
            }
            return whole(text(json, "write_api_key"), messages);
        } catch (DecodeException | ClassCastException notTheForm) {
            throw bad("The body is not a JSON object of write_api_key and updates.");
        }
    }

    /**
     * Reads the form of {@code bulk_update.csv}: entries parted by {@code |}, their columns by
     * commas.
     *
     * @throws Refusal when it is not one
     */
    static BulkWrite ofForm(Parameters form) {
        String updates = form.get("updates").orElseThrow(() -> bad("updates is missing."));
        boolean isRelative =
                switch (form.get("time_format").orElse("")) {
                    case "relative" -> true;
                    case "absolute" -> false;
                    default -> throw bad("time_format is absolute or relative.");
                };
        String[] rows = updates.split("\\|", -1);
        requireNotTooMany(rows.length);
        var messages = new ArrayList<Message>();
        for (int i = 0; i < rows.length; i++) {
            String[] cells = rows[i].split(",", -1);
            Map<String, String> values = new HashMap<>();
            Column[] columns = Column.values();
            if (cells.length > columns.length + 1) {
                throw bad("updates[%d] has more than 13 columns.".formatted(i));
            }
            for (int cell = 1; cell < cells.length; cell++) {
                values.put(columns[cell - 1].key(), cells[cell]);
            }
            messages.add(
                    message(
                            i,
                            isRelative ? null : cells[0],
                            isRelative ? cells[0].strip() : null,
                            FeedWrite.values(values::get)));
        }
        return whole(form.get("write_api_key").orElse(null), messages);
    }

    /** More than are written at once may be taken in part, and get other times when sent again. */
    private static BulkWrite whole(@Nullable String key, List<Message> messages) {
        if (messages.size() > NodeReadings.MOST
                && messages.stream().anyMatch(Message.Later.class::isInstance)) {
            throw Refusal.of(
                    Named.REQUEST_TOO_LARGE,
                    "At most %d updates at once where they do not tell their times."
                            .formatted(NodeReadings.MOST));
        }
        return new BulkWrite(key, messages);
    }

    /**
     * The entries with their times. Relative ones are counted back from the acceptance, which is
     * the time of the last one: a device sends what it has gathered up to now.
     */
    List<FeedWrite> dated(Instant now) {
        var reversed = new ArrayList<FeedWrite>();
        Instant time = now;
        for (Message message : messages.reversed()) {
            switch (message) {
                case Message.Dated(Instant createdAt, Map<Column, String> values) ->
                        reversed.add(new FeedWrite(createdAt, values));
                case Message.Later(Duration delta, Map<Column, String> values) -> {
                    reversed.add(new FeedWrite(time, values));
                    time = time.minus(delta);
                }
            }
        }
        return reversed.reversed();
    }

    private static void requireNotTooMany(int messages) {
        if (messages > MOST_MESSAGES) {
            throw Refusal.of(
                    Named.REQUEST_TOO_LARGE,
                    "At most %d updates at once.".formatted(MOST_MESSAGES));
        }
    }

    private static Message message(
            int index,
            @Nullable String createdAt,
            @Nullable String delta,
            Optional<Map<Column, String>> values) {
        Map<Column, String> sent =
                values.orElseThrow(
                        () -> bad("updates[%d] has a value that is too long.".formatted(index)));
        if (createdAt != null) {
            return new Message.Dated(
                    UTC.read(createdAt)
                            .orElseThrow(() -> bad("updates[%d] has no time.".formatted(index))),
                    sent);
        }
        boolean isDelta =
                delta != null
                        && !delta.isEmpty()
                        && delta.length() <= LONGEST_DELTA
                        && delta.chars().allMatch(sign -> sign >= '0' && sign <= '9');
        if (delta == null || !isDelta) {
            throw bad("updates[%d] has no time.".formatted(index));
        }
        return new Message.Later(Duration.ofSeconds(Long.parseLong(delta)), sent);
    }

    private static Refusal bad(String details) {
        return Refusal.of(Named.BAD_REQUEST, details);
    }

    private static @Nullable String text(JsonObject json, String name) {
        @Nullable Object value = json.getValue(name);
        return value == null ? null : value.toString();
    }
}
