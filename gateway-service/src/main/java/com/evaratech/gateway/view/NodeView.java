package com.evaratech.gateway.view;

import com.evaratech.gateway.routing.ServiceAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What is answered for one node: its own fields as node-service tells them, and beside them each
 * part, or {@code null} and the reason why it is not there.
 */
final class NodeView {

    private final JsonObject view;
    private final JsonArray unavailable = new JsonArray();

    /**
     * @param node an answer with a node
     */
    NodeView(ServiceAnswer node) {
        this.view = new JsonObject(node.body());
    }

    NodeView with(String part, PartAnswer answer) {
        switch (answer) {
            case PartAnswer.Known(Object value) -> view.put(part, value);
            case PartAnswer.Unavailable(String reason) -> {
                view.putNull(part);
                unavailable.add(new JsonObject().put("part", part).put("reason", reason));
            }
        }
        return this;
    }

    Buffer toBuffer() {
        return view.put("unavailable", unavailable).toBuffer();
    }
}
