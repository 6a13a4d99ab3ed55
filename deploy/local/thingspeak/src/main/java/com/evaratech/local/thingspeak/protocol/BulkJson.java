package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.TimeReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code bulk_update.json}. */
final class BulkJson {
    private BulkJson() {}

    /** The write, or empty when the body is not one. */
    static Optional<BulkWrite> read(Buffer body) {
        try {
            JsonObject json = new JsonObject(body);
            JsonArray updates = json.getJsonArray("updates");
            if (updates == null) {
                return Optional.empty();
            }
            List<BulkMessage> messages = new ArrayList<>();
            for (int i = 0; i < updates.size(); i++) {
                Optional<BulkMessage> message = message(updates.getJsonObject(i));
                if (message.isEmpty()) {
                    return Optional.empty();
                }
                messages.add(message.get());
            }
            return Optional.of(new BulkWrite(text(json, "write_api_key"), messages));
        } catch (DecodeException | ClassCastException notTheForm) {
            return Optional.empty();
        }
    }

    private static Optional<BulkMessage> message(@Nullable JsonObject update) {
        if (update == null) {
            return Optional.empty();
        }
        Cells cells = Cells.NONE;
        for (Slot slot : Slot.values()) {
            cells = cells.with(slot, text(update, slot.key()));
        }
        Cells read = cells;
        String createdAt = text(update, "created_at");
        if (createdAt != null) {
            Optional<Instant> time = TimeReader.read(createdAt, ZoneOffset.UTC);
            return time.map(instant -> new BulkMessage.Dated(instant, read));
        }
        String delta = text(update, "delta_t");
        return delta == null ? Optional.empty() : later(delta, read);
    }

    /** A message by its seconds since the one before. */
    static Optional<BulkMessage> later(String seconds, Cells cells) {
        boolean usable =
                !seconds.isEmpty()
                        && seconds.length() <= 9
                        && seconds.chars().allMatch(c -> c >= '0' && c <= '9');
        return usable
                ? Optional.of(
                        new BulkMessage.Later(Duration.ofSeconds(Long.parseLong(seconds)), cells))
                : Optional.empty();
    }

    private static @Nullable String text(JsonObject json, String name) {
        Object value = json.getValue(name);
        return value == null ? null : value.toString();
    }
}
