package com.evaratech.common.alerting;

import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An alert as the JSON of its events ({@code docs/api/events.md}). */
public final class AlertJson {

    private static final String TYPE = "type";
    private static final String MESSAGE = "message";
    private static final String RULE_VERSION = "rule_version";

    private AlertJson() {}

    /** What an event says, its version and trace left out. */
    public static String write(AlertEvent.Type type, AlertFacts alert) {
        Placement place = alert.placement();
        Ending ending = alert.ending();
        JsonObject event =
                new JsonObject()
                        .put(TYPE, type.code())
                        .put("alert_id", alert.alertId().toString())
                        .put("rule_id", alert.ruleId().toString());
        if (alert.ruleVersion() != null) {
            event.put(RULE_VERSION, alert.ruleVersion());
        }
        event.put("rule_name", alert.ruleName())
                .put("severity", alert.severity())
                .put("node_id", alert.nodeId().toString())
                .put("distributor_id", place.distributorId().toString())
                .put("community_id", place.communityId().toString())
                .put("customer_id", orNull(place.customerId()))
                .put("metric", alert.crossing().metric())
                .put("operator", alert.crossing().operator())
                .put("threshold", alert.crossing().threshold())
                .put("value", alert.crossing().value())
                .put("opened_at", alert.openedAt().toString())
                .put("resolved_at", ending == null ? null : ending.at().toString())
                .put("resolved_reason", ending == null ? null : ending.reason());
        if (alert.crossing().message() != null) {
            event.put(MESSAGE, alert.crossing().message());
        }
        return event.encode();
    }

    /**
     * The type of event that a JSON text says.
     *
     * @throws DecodeException when it is none
     */
    public static AlertEvent.Type type(String json) {
        JsonObject event = new JsonObject(json);
        return parse(event, TYPE, AlertJson::typeOf);
    }

    /**
     * The alert in a JSON text. Fields that it does not know are left alone.
     *
     * @throws DecodeException when it is none, naming the field
     */
    public static AlertFacts alert(String json) {
        JsonObject event = new JsonObject(json);
        return new AlertFacts(
                parse(event, "alert_id", UUID::fromString),
                parse(event, "rule_id", UUID::fromString),
                event.getValue(RULE_VERSION) == null ? null : (long) number(event, RULE_VERSION),
                text(event, "rule_name"),
                text(event, "severity"),
                parse(event, "node_id", UUID::fromString),
                new Placement(
                        parse(event, "distributor_id", UUID::fromString),
                        parse(event, "community_id", UUID::fromString),
                        event.getValue("customer_id") == null
                                ? null
                                : parse(event, "customer_id", UUID::fromString)),
                new Crossing(
                        text(event, "metric"),
                        text(event, "operator"),
                        number(event, "threshold"),
                        number(event, "value"),
                        event.getValue(MESSAGE) == null ? null : text(event, MESSAGE)),
                parse(event, "opened_at", Instant::parse),
                ending(event));
    }

    private static @Nullable Ending ending(JsonObject event) {
        return event.getValue("resolved_at") == null
                ? null
                : new Ending(
                        parse(event, "resolved_at", Instant::parse),
                        text(event, "resolved_reason"));
    }

    private static AlertEvent.Type typeOf(String code) {
        return AlertEvent.Type.ofCode(code)
                .orElseThrow(() -> new IllegalArgumentException("opened or resolved"));
    }

    private static <T> T parse(JsonObject event, String field, Function<String, T> form) {
        String text = text(event, field);
        try {
            return form.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new DecodeException("alert event: %s is %s".formatted(field, text), e);
        }
    }

    private static String text(JsonObject event, String field) {
        if (event.getValue(field) instanceof String text) {
            return text;
        }
        throw new DecodeException(
                "alert event: %s is no text: %s".formatted(field, event.getValue(field)));
    }

    private static double number(JsonObject event, String field) {
        if (event.getValue(field) instanceof Number number) {
            return number.doubleValue();
        }
        throw new DecodeException(
                "alert event: %s is no number: %s".formatted(field, event.getValue(field)));
    }

    private static @Nullable String orNull(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
