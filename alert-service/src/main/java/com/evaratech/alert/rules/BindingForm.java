package com.evaratech.alert.rules;

import com.evaratech.common.metric.Category;
import com.evaratech.common.problem.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link Binding} as a caller wrote it: its kind, and the one field that this kind needs. */
@RegisterForReflection
record BindingForm(
        @Nullable String kind,
        @Nullable UUID nodeId,
        @Nullable String category,
        @Nullable String tag) {

    static final String KINDS = "node, community, category, tag";

    private static final String CATEGORIES =
            Arrays.stream(Category.values()).map(Category::name).collect(Collectors.joining(", "));

    private static final int LONGEST_TAG = 64;

    /** The node's id, when the kind is the one that needs it. */
    @Nullable UUID boundNodeId() {
        return "node".equals(kind) ? nodeId : null;
    }

    /** The binding, unless something was found at fault and added to the errors. */
    Optional<Binding> check(List<FieldError> errors) {
        if (kind == null) {
            errors.add(FieldError.missing("binding.kind", "one of " + KINDS));
            return Optional.empty();
        }
        refuseWhatIsNotOf("node", "node_id", nodeId, errors);
        refuseWhatIsNotOf("category", "category", category, errors);
        refuseWhatIsNotOf("tag", "tag", tag, errors);
        return switch (kind) {
            case "node" -> ofNode(errors);
            case "community" -> Optional.of(new Binding.OfCommunity());
            case "category" -> ofCategory(errors);
            case "tag" -> ofTag(errors);
            default -> {
                errors.add(FieldError.of("binding.kind", kind, "one of " + KINDS));
                yield Optional.empty();
            }
        };
    }

    private void refuseWhatIsNotOf(
            String ownKind, String field, @Nullable Object value, List<FieldError> errors) {
        if (value != null && !ownKind.equals(kind)) {
            errors.add(
                    FieldError.of(
                            "binding." + field, value, "only in a binding of kind " + ownKind));
        }
    }

    private Optional<Binding> ofNode(List<FieldError> errors) {
        if (nodeId == null) {
            errors.add(FieldError.missing("binding.node_id", "the id of a node of the community"));
            return Optional.empty();
        }
        return Optional.of(new Binding.OfNode(nodeId));
    }

    private Optional<Binding> ofCategory(List<FieldError> errors) {
        Optional<Category> known = Optional.ofNullable(category).flatMap(Category::find);
        if (known.isEmpty()) {
            errors.add(FieldError.of("binding.category", category, "one of " + CATEGORIES));
        }
        return known.map(Binding.OfCategory::new);
    }

    private Optional<Binding> ofTag(List<FieldError> errors) {
        if (tag == null
                || tag.isEmpty()
                || tag.length() > LONGEST_TAG
                || !tag.equals(tag.strip())) {
            errors.add(
                    FieldError.of(
                            "binding.tag",
                            tag,
                            "1 to " + LONGEST_TAG + " characters, no blanks at the ends"));
            return Optional.empty();
        }
        return Optional.of(new Binding.OfTag(tag));
    }
}
