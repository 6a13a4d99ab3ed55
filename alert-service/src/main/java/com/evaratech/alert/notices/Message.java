package com.evaratech.alert.notices;

import com.evaratech.alert.deliveries.Audience;
import com.evaratech.alert.deliveries.GroupBody;
import com.evaratech.common.access.Scope;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to a channel at once.
 *
 * @param routeNumber of the channel
 * @param id the delivery's
 * @param event {@code opened}, {@code resolved}, {@code group}
 * @param body as it is sent
 * @param scope what its person saw when it was made, as {@link Audience#text}
 * @param alerts what it tells, as a notice has it
 * @param updateOf the first message of the storm that this one goes on with
 */
record Message(
        long routeNumber,
        UUID id,
        String event,
        String body,
        String scope,
        List<Long> alerts,
        @Nullable UUID updateOf) {

    Message {
        alerts = List.copyOf(alerts);
    }

    /** One that tells of these changes, at least one. */
    static Message of(
            long routeNumber,
            Scope scope,
            List<Long> changes,
            List<JsonObject> events,
            @Nullable UUID storm) {
        UUID id = UUID.randomUUID();
        String seen = Audience.text(scope);
        JsonObject first = events.getFirst();
        return events.size() == 1
                ? new Message(
                        routeNumber,
                        id,
                        first.getString("type"),
                        first.encode(),
                        seen,
                        changes,
                        null)
                : new Message(
                        routeNumber,
                        id,
                        "group",
                        GroupBody.write(id, storm, events),
                        seen,
                        changes,
                        storm);
    }

    /** By the names of the table's columns. */
    JsonObject toJson() {
        return new JsonObject()
                .put("route_number", routeNumber)
                .put("id", id.toString())
                .put("event", event)
                .put("body", body)
                .put("scope", scope)
                .put("alerts", literal(alerts))
                .put("update_of", updateOf == null ? null : updateOf.toString());
    }

    /** An array as PostgreSQL reads it. */
    static String literal(List<Long> numbers) {
        var text = new StringBuilder("{");
        for (long number : numbers) {
            text.append(text.length() == 1 ? "" : ",").append(number);
        }
        return text.append('}').toString();
    }
}
