package com.evaratech.node.groups;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a group and a change of its nodes must look like. */
final class GroupRules {

    static final int NAME_LENGTH = 64;

    private static final int MOST_NODES = 1_000;

    private GroupRules() {}

    /** A new group's community and name. */
    record NewGroup(UUID communityId, String name) {}

    static NewGroup accept(SetGroup wish) {
        var fields = new RequestFields();
        var group = new NewGroup(fields.id("community_id", wish.communityId()), name(wish, fields));
        fields.refuseIfAnyIsWrong();
        return group;
    }

    /** The name it shall have; the community stays, since its nodes are of it. */
    static String acceptChange(SetGroup wish, Group before) {
        var fields = new RequestFields();
        var name = name(wish, fields);
        fields.requireUnchanged("community_id", wish.communityId(), before.communityId());
        fields.refuseIfAnyIsWrong();
        return name;
    }

    static NodeChange accept(ChangeNodes wish) {
        int amount = size(wish.add()) + size(wish.remove());
        if (amount == 0 || amount > MOST_NODES) {
            throw new InvalidRequest(
                    FieldError.of(
                            "add",
                            amount + " ids",
                            "1 to %d ids in add and remove together".formatted(MOST_NODES)));
        }
        var fields = new RequestFields();
        var seen = new HashSet<UUID>();
        read("add", wish.add(), seen, fields);
        read("remove", wish.remove(), seen, fields);
        fields.refuseIfAnyIsWrong();
        return new NodeChange(ids(wish.add()), ids(wish.remove()));
    }

    private static String name(SetGroup wish, RequestFields fields) {
        return fields.text("name", wish.name(), NAME_LENGTH);
    }

    private static void read(
            String list, @Nullable List<@Nullable UUID> ids, Set<UUID> seen, RequestFields fields) {
        if (ids == null) {
            return;
        }
        for (int i = 0; i < ids.size(); i++) {
            var field = "%s[%d]".formatted(list, i);
            UUID id = ids.get(i);
            if (id == null) {
                fields.refuse(field, null, "a UUID");
            } else {
                fields.require(seen.add(id), field, id, "each node once, in add or in remove");
            }
        }
    }

    private static List<UUID> ids(@Nullable List<@Nullable UUID> wish) {
        return wish == null ? List.of() : wish.stream().filter(Objects::nonNull).toList();
    }

    private static int size(@Nullable List<@Nullable UUID> ids) {
        return ids == null ? 0 : ids.size();
    }
}
