package com.evaratech.node.groups;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.node.RegistryException.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Which nodes a group gets and which it loses.
 *
 * @param add ids, each once
 * @param remove ids, each once, none of them in {@code add}
 */
record NodeChange(List<UUID> add, List<UUID> remove) {

    NodeChange {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    List<UUID> all() {
        return Stream.concat(add.stream(), remove.stream()).toList();
    }

    /**
     * Judges by the nodes that the author sees.
     *
     * @param communities of these nodes, by id
     * @param ownCommunity the group's
     * @throws Unknown naming every node that is not among them
     * @throws InvalidRequest naming every node to be added that is of another community
     */
    void check(Map<UUID, UUID> communities, UUID ownCommunity) {
        var unknown = new ArrayList<FieldError>();
        var elsewhere = new ArrayList<FieldError>();
        note("add", add, communities, ownCommunity, unknown, elsewhere);
        note("remove", remove, communities, ownCommunity, unknown, elsewhere);
        if (!unknown.isEmpty()) {
            throw new Unknown("node", unknown);
        }
        if (!elsewhere.isEmpty()) {
            throw new InvalidRequest(elsewhere);
        }
    }

    private static void note(
            String list,
            List<UUID> ids,
            Map<UUID, UUID> communities,
            UUID ownCommunity,
            List<FieldError> unknown,
            List<FieldError> elsewhere) {
        for (int i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            var field = "%s[%d]".formatted(list, i);
            var community = communities.get(id);
            if (community == null) {
                unknown.add(FieldError.of(field, id, "a node you see"));
            } else if (!community.equals(ownCommunity)) {
                elsewhere.add(FieldError.of(field, id, "a node of the group's community"));
            }
        }
    }
}
