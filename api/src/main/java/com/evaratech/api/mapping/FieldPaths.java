package com.evaratech.api.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * The ways to fields that errors name, such as {@code readings[0].recorded_at}: each step in the
 * version's way, as far as it is a name of the API and not somebody's data.
 */
public final class FieldPaths {

    private final Place sent;
    private final boolean isJson;

    /**
     * @param sent the body of the request
     * @param isJson whether it was JSON, or none; columns of tables are the same in all versions
     */
    public FieldPaths(Place sent, boolean isJson) {
        this.sent = sent;
        this.isJson = isJson;
    }

    /** A way in version 2's words. */
    String second(String way) {
        if (!isJson) {
            return way;
        }
        List<String> steps = new ArrayList<>();
        Place place = sent;
        for (String step : way.split("\\.", -1)) {
            int index = step.indexOf('[');
            String name = index < 0 ? step : step.substring(0, index);
            if (place.what() == Place.What.DATA) {
                steps.add(step);
            } else {
                place = place.child(name);
                steps.add(Naming.second(name) + step.substring(name.length()));
            }
        }
        return String.join(".", steps);
    }
}
