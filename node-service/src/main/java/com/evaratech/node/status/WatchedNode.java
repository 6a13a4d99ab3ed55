package com.evaratech.node.status;

import com.evaratech.common.directory.NodeStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a node is.
 *
 * @param lastSeenAt time of its newest reading, by the reading itself; {@code null} before the
 *     first
 * @param silentSince when its patience ended without another one; {@code null} while it is not
 *     silent
 */
@RegisterForReflection
public record WatchedNode(
        NodeStatus status, @Nullable Instant lastSeenAt, @Nullable Instant silentSince) {

    /** Of a node that has just been registered. */
    public static final WatchedNode NEW = new WatchedNode(NodeStatus.PROVISIONING, null, null);
}
