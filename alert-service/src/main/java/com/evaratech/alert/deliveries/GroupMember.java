package com.evaratech.alert.deliveries;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * A delivery that may be told together with others.
 *
 * @param number of the delivery
 * @param alertNumber what it tells of
 * @param event {@code opened}, {@code resolved}, {@code reminder}
 * @param body as it would be sent alone
 * @param nodeId that the alert is about
 */
record GroupMember(long number, long alertNumber, String event, String body, UUID nodeId) {

    boolean isOpening() {
        return "opened".equals(event);
    }

    boolean isEnd() {
        return "resolved".equals(event);
    }

    JsonObject content() {
        return new JsonObject(body);
    }
}
