package com.evaratech.node.nodes;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of nodes a list shows.
 *
 * @param names of {@link #ALL}
 */
record NodeFields(Set<String> names) {

    private static final String GROUPS = "groups";
    private static final List<String> HOW_IT_IS = List.of("status", "last_seen_at", "silent_since");

    static final List<String> ALL =
            List.of(
                    "id",
                    "community_id",
                    "customer_id",
                    "key",
                    "label",
                    "category",
                    "kind",
                    "coordinates",
                    "location_name",
                    "time_zone",
                    "geometry",
                    "expected_interval_seconds",
                    "offline_after_seconds",
                    "tags",
                    GROUPS,
                    "firmware_revision",
                    "hardware_revision",
                    "created_at",
                    "version",
                    "status",
                    "last_seen_at",
                    "silent_since");

    NodeFields {
        names = Set.copyOf(names);
    }

    /** Reads the query parameter {@code fields}: names parted by commas; all when it is absent. */
    static NodeFields accept(@Nullable String parameter) {
        if (parameter == null) {
            return new NodeFields(Set.copyOf(ALL));
        }
        var names = new LinkedHashSet<>(List.of(parameter.split(",", -1)));
        if (!ALL.containsAll(names)) {
            throw new InvalidRequest(
                    FieldError.of("fields", parameter, "some of " + String.join(",", ALL)));
        }
        return new NodeFields(names);
    }

    /** Whether groups are among them: they are in another table. */
    boolean haveGroups() {
        return names.contains(GROUPS);
    }

    /** Whether any of them says how the node is: that is in another table. */
    boolean haveHowItIs() {
        return !Collections.disjoint(names, HOW_IT_IS);
    }

    /**
     * What is written as the node's JSON, with these fields only. A whole node is written as it is.
     */
    Object of(ShownNode node, ObjectMapper json) {
        return names.size() == ALL.size() ? node : node.toJson(json).retain(names);
    }
}
