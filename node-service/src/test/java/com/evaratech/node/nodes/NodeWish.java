package com.evaratech.node.nodes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A wish that is right in every field, to be made wrong in one. */
record NodeWish(
        String key,
        String label,
        String category,
        @Nullable GeometryWish geometry,
        Integer interval,
        @Nullable Integer offlineAfter,
        @Nullable List<@Nullable String> tags) {

    static final UUID COMMUNITY = UUID.fromString("6d0c1f3e-2f1c-4f5e-9d7c-1a2b3c4d5e6f");
    static final GeometryWish TANK =
            new GeometryWish(10_000.0, 250.0, 5.0, null, null, null, null, null);
    static final GeometryWish FLOW =
            new GeometryWish(null, null, null, 80.0, 600.0, null, null, null);
    static final GeometryWish DEEP =
            new GeometryWish(null, null, null, null, null, 40.0, 65.0, 2.5);

    static NodeWish right() {
        return new NodeWish("tank-1", "North tank", "OHT", TANK, 60, null, List.of("north"));
    }

    NodeWish withKey(String wrong) {
        return new NodeWish(wrong, label, category, geometry, interval, offlineAfter, tags);
    }

    NodeWish withLabel(String other) {
        return new NodeWish(key, other, category, geometry, interval, offlineAfter, tags);
    }

    NodeWish withCategory(String other, @Nullable GeometryWish otherGeometry) {
        return new NodeWish(key, label, other, otherGeometry, interval, offlineAfter, tags);
    }

    NodeWish withTimes(Integer otherInterval, @Nullable Integer otherOfflineAfter) {
        return new NodeWish(key, label, category, geometry, otherInterval, otherOfflineAfter, tags);
    }

    NodeWish withTags(List<@Nullable String> others) {
        return new NodeWish(key, label, category, geometry, interval, offlineAfter, others);
    }

    RegisterNode at(double latitude, double longitude, String timeZone) {
        return new RegisterNode(
                COMMUNITY,
                null,
                key,
                label,
                category,
                new CoordinatesWish(latitude, longitude),
                "Roof of block C",
                timeZone,
                geometry,
                interval,
                offlineAfter,
                tags,
                null,
                "1.4.2",
                "rev B");
    }

    RegisterNode wish() {
        return at(12.97, 77.59, "Asia/Kolkata");
    }
}
