package com.evaratech.alert.alerts;

import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Ending;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row to be inserted: an alert that opened in this round, and what became of it since. */
final class OpenedRow {

    private final AlertChange.Opened begin;
    private Instant lastValueAt;
    private double lastValue;
    private @Nullable Ending ending;

    OpenedRow(AlertChange.Opened begin) {
        this.begin = begin;
        this.lastValueAt = begin.alert().openedAt();
        this.lastValue = begin.alert().crossing().value();
    }

    AlertKey key() {
        return begin.key();
    }

    UUID id() {
        return begin.alert().alertId();
    }

    AlertFacts alert() {
        return begin.alert();
    }

    double lastValue() {
        return lastValue;
    }

    Instant lastValueAt() {
        return lastValueAt;
    }

    void measured(Instant at, double value) {
        lastValueAt = at;
        lastValue = value;
    }

    void ended(Ending how) {
        ending = how;
    }

    /** By the names of the table's columns. */
    JsonObject toJson() {
        AlertFacts alert = begin.alert();
        Ending end = ending;
        UUID customer = alert.placement().customerId();
        return new JsonObject()
                .put("id", alert.alertId().toString())
                .put("state", end == null ? "open" : "resolved")
                .put("rule_number", begin.key().ruleNumber())
                .put("rule_id", alert.ruleId().toString())
                .put("rule_version", begin.ruleVersion())
                .put("rule_name", alert.ruleName())
                .put("severity", alert.severity())
                .put("node_number", begin.key().nodeNumber())
                .put("node_id", alert.nodeId().toString())
                .put("distributor_id", alert.placement().distributorId().toString())
                .put("community_id", alert.placement().communityId().toString())
                .put("customer_id", customer == null ? null : customer.toString())
                .put("metric", alert.crossing().metric())
                .put("operator", alert.crossing().operator())
                .put("threshold", alert.crossing().threshold())
                .put("value", alert.crossing().value())
                .put("last_value", lastValue)
                .put("pending_since", begin.pendingSince().toString())
                .put("opened_at", alert.openedAt().toString())
                .put("last_value_at", lastValueAt.toString())
                .put("resolved_at", end == null ? null : end.at().toString())
                .put("resolved_reason", end == null ? null : end.reason())
                .put("message", alert.crossing().message())
                .put("category", begin.category());
    }
}
