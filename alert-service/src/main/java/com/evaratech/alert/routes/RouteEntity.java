package com.evaratech.alert.routes;

import com.evaratech.common.access.Placement;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

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

    @Column(updatable = false)
    String secret;

    String leastSeverity;
    boolean enabled;

    @Column(updatable = false)
    Instant createdAt;

    @Column(insertable = false, updatable = false)
    int failures;

    @Column(insertable = false, updatable = false)
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
        url = draft.url();
        leastSeverity = draft.leastSeverity().code();
        enabled = draft.enabled();
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
                enabled,
                createdAt,
                failures,
                restsUntil,
                null);
    }
}
