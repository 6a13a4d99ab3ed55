package com.evaratech.alert.routes;

import com.evaratech.alert.deliveries.BodyTemplate;
import com.evaratech.alert.deliveries.Pace;
import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.alert.deliveries.RouteKind;
import com.evaratech.common.access.Placement;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A row of {@code alerting.route}. How its receiver does is written by whoever sends. */
@Entity
@Table(schema = "alerting", name = "route")
class RouteEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID id;

    long version;

    @Column(updatable = false)
    UUID distributorId;

    @Column(updatable = false)
    UUID communityId;

    String name;
    String url;

    String secret;

    String leastSeverity;
    String category;
    UUID nodeId;
    UUID ruleId;
    boolean enabled;
    LocalTime quietFrom;
    LocalTime quietUntil;
    String quietZone;
    boolean quietCritical;
    int groupSeconds;
    int afterMinutes;
    int repeatMinutes;
    int cooldownMinutes;
    String kind;
    String contentType;
    String template;

    @Column(updatable = false)
    Instant createdAt;

    @Column(insertable = false, updatable = false)
    int failures;

    // By itself, or with all others at its host.
    @Formula(
            "greatest(rests_until,"
                    + " (select h.rests_until from alerting.receiver_host h where h.host = host))")
    Instant restsUntil;

    /** A route without a name yet, of a community. */
    static RouteEntity of(UUID id, Placement community, String sealedSecret, Instant createdAt) {
        var row = new RouteEntity();
        row.id = id;
        row.distributorId = community.distributorId();
        row.communityId = community.communityId();
        row.secret = sealedSecret;
        row.createdAt = createdAt;
        return row;
    }

    /** Takes a draft over as the next version. */
    void set(RouteDraft draft) {
        version++;
        name = draft.name();
        url = draft.receiver().url();
        leastSeverity = draft.leastSeverity().code();
        category = draft.matter().category();
        nodeId = draft.matter().nodeId();
        ruleId = draft.matter().ruleId();
        enabled = draft.enabled();
        QuietHours quiet = draft.quietHours();
        quietFrom = quiet == null ? null : quiet.from();
        quietUntil = quiet == null ? null : quiet.until();
        quietZone = quiet == null ? null : quiet.timeZone().getId();
        quietCritical = quiet != null && quiet.critical();
        groupSeconds = draft.pace().groupSeconds();
        afterMinutes = draft.pace().afterMinutes();
        repeatMinutes = draft.pace().repeatMinutes();
        cooldownMinutes = draft.pace().cooldownMinutes();
        kind = draft.receiver().kind().code();
        BodyTemplate body = draft.receiver().template();
        contentType = body == null ? null : body.contentType();
        template = body == null ? null : body.body();
    }

    private @Nullable QuietHours quietHours() {
        return quietFrom == null
                ? null
                : new QuietHours(quietFrom, quietUntil, ZoneId.of(quietZone), quietCritical);
    }

    Placement placement() {
        return new Placement(distributorId, communityId, null);
    }

    Route toRoute() {
        return new Route(
                id,
                version,
                communityId,
                name,
                url,
                leastSeverity,
                category,
                nodeId,
                ruleId,
                enabled,
                quietHours(),
                new Pace(groupSeconds, afterMinutes, repeatMinutes, cooldownMinutes),
                RouteKind.ofCode(kind).orElseThrow(),
                template == null ? null : new BodyTemplate(contentType, template),
                createdAt,
                failures,
                restsUntil,
                null);
    }
}
