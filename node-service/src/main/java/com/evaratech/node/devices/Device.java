package com.evaratech.node.devices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device that a node has or had.
 *
 * @param serial its maker's number
 * @param installedAt since when it measures for the node
 * @param removedAt until when; {@code null} while it does
 * @param note of whoever installed it
 */
record Device(
        UUID id,
        @Nullable String serial,
        @Nullable String hardwareRevision,
        @Nullable String firmwareRevision,
        Instant installedAt,
        @Nullable Instant removedAt,
        @Nullable String note) {}
