package com.evaratech.node.status;

import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import com.evaratech.common.alerting.AlertJson;
import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.outbox.OutboxChange;
import com.evaratech.common.outbox.OutboxEvent;
import com.evaratech.common.outbox.Version;
import com.evaratech.node.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Plays alert-service: tells of alerts as it does. */
final class AlertTeller implements AutoCloseable {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final BusConnection redis;

    AlertTeller(Bus bus) {
        redis = bus.connect();
        if (!AlertStream.look(redis).knowsOpen()) {
            rewrite(Map.of());
        }
    }

    /** An alert of a tenant's node opens. */
    UUID open(Tenant tenant) {
        var alert = alert(tenant, UUID.randomUUID());
        tell(AlertEvent.Type.OPENED, alert);
        return alert.alertId();
    }

    void resolve(Tenant tenant, UUID id) {
        tell(
                AlertEvent.Type.RESOLVED,
                alert(tenant, id).ended(new Ending(NOON.plusSeconds(60), "cleared"), 50));
    }

    /** Redis loses all events; no alert is open. */
    void forget() {
        rewrite(Map.of());
    }

    /** Redis loses all events; one alert is open. */
    void forget(UUID alert, UUID node) {
        rewrite(Map.of(alert, node));
    }

    private void rewrite(Map<UUID, UUID> open) {
        if (!AlertStream.rewrite(redis, AlertStream.look(redis), open)) {
            throw new AssertionError("somebody else tells of alerts");
        }
    }

    private void tell(AlertEvent.Type type, AlertFacts alert) {
        Version last = AlertStream.look(redis).version();
        long number = last == null ? 1 : last.number() + 1;
        long told =
                AlertStream.put(
                        redis,
                        List.of(
                                new OutboxEvent(
                                        UUID.randomUUID(),
                                        new Version(0, number),
                                        new OutboxChange(
                                                "alert." + type.code(),
                                                alert.alertId().toString(),
                                                AlertJson.write(type, alert)),
                                        null,
                                        NOON)));
        if (told != 1) {
            throw new AssertionError("not told");
        }
    }

    private static AlertFacts alert(Tenant tenant, UUID id) {
        return new AlertFacts(
                id,
                UUID.randomUUID(),
                "Low tank",
                "critical",
                tenant.node(),
                new Placement(tenant.distributor(), tenant.community(), tenant.customer()),
                new Crossing("water_level_percent", "lt", 10, 9),
                NOON,
                null);
    }

    @Override
    public void close() {
        redis.close();
    }
}
