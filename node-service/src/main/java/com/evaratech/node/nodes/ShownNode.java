package com.evaratech.node.nodes;

import com.evaratech.node.status.WatchedNode;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A node as the API shows it: what was set of it, and how it is. The latter is no part of its
 * version: nobody changes it by hand.
 */
@RegisterForReflection(targets = {ShownNode.class, Node.class, Coordinates.class})
record ShownNode(@JsonUnwrapped Node node, @JsonUnwrapped WatchedNode watched) {

    /** All fields in one object. */
    ObjectNode toJson(ObjectMapper json) {
        return json.valueToTree(this);
    }
}
