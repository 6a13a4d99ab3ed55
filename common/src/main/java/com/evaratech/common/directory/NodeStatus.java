package com.evaratech.common.directory;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a node is, derived by node-service from what is known of it; the first that applies counts
 * ({@code docs/architecture/status.md}).
 */
public enum NodeStatus {
    /** Work is done on it: silence and strange values mean nothing. */
    MAINTENANCE,
    /** It has never reported. */
    PROVISIONING,
    /** It reported, and has been silent for longer than it may. */
    OFFLINE,
    /** It reports, and an alert of it is open. */
    ALERT,
    /** It reports. */
    ONLINE;

    /** The status of that name, if there is one. */
    public static Optional<NodeStatus> find(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** The known ones, as a phrase. */
    public static String names() {
        return Arrays.stream(values())
                .map(NodeStatus::name)
                .collect(Collectors.joining(", ", "one of ", ""));
    }
}
