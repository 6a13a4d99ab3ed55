package com.evaratech.alert.rules;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Category;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/** Which nodes of its community a rule watches. In JSON {@code kind} tells the forms apart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Binding {

    /** Whether it names a node, one of its community. */
    default boolean names(NodeEntry node) {
        return switch (this) {
            case OfNode(UUID id) -> node.id().equals(id);
            case OfCommunity() -> true;
            case OfCategory(Category category) -> node.category().equals(category.name());
            case OfTag(String tag) -> node.tags().contains(tag);
        };
    }

    /** One node. */
    @JsonTypeName("node")
    @RegisterForReflection
    record OfNode(UUID nodeId) implements Binding {}

    /** Every node of the community that has what the condition looks at. */
    @JsonTypeName("community")
    @RegisterForReflection
    record OfCommunity() implements Binding {}

    /** The community's nodes of one category. */
    @JsonTypeName("category")
    @RegisterForReflection
    record OfCategory(Category category) implements Binding {}

    /** The community's nodes that carry a tag. */
    @JsonTypeName("tag")
    @RegisterForReflection
    record OfTag(String tag) implements Binding {}
}
