package com.evaratech.gateway.live;

import com.evaratech.common.access.Placement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of the bus tells of a node.
 *
 * @param topic its kind
 * @param node the node
 * @param place where it belongs
 * @param cause W3C trace context of what made it so
 * @param messages what clients are told
 */
record News(Topic topic, UUID node, Placement place, @Nullable String cause, Messages messages) {

    /** Makes the messages, when somebody is there to be told. */
    interface Messages {
        /** Each going on with this trace. */
        List<Message> of(@Nullable String traceparent);
    }
}
