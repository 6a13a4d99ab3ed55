package com.evaratech.node.nodes;

import com.evaratech.common.problem.RequestFields;
import org.jspecify.annotations.Nullable;

/** Coordinates as they came. */
record CoordinatesWish(@Nullable Double latitude, @Nullable Double longitude) {

    Coordinates accept(RequestFields fields) {
        return new Coordinates(
                fields.number("coordinates.latitude", latitude, -90, 90),
                fields.number("coordinates.longitude", longitude, -180, 180));
    }
}
