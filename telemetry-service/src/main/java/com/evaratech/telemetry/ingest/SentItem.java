package com.evaratech.telemetry.ingest;

import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.common.reading.normalise.Rejection;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * One reading as it was sent, before anything is made of it.
 *
 * @param tree what it says: an object whose fields are plain values or objects of those, or
 *     whatever stood in its place
 * @param fault why nothing can be made of it
 */
record SentItem(JsonNode tree, Optional<Rejection> fault) {

    static SentItem of(JsonNode tree) {
        return new SentItem(tree, Optional.empty());
    }

    /** One that cannot be read. */
    static SentItem unreadable(String value, String allowed) {
        return new SentItem(
                MissingNode.getInstance(),
                Optional.of(new Rejection(RejectReason.UNREADABLE, "", value, allowed)));
    }
}
