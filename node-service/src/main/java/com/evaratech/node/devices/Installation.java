package com.evaratech.node.devices;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a device was accepted with, and since when it measures. */
record Installation(
        @Nullable String serial,
        @Nullable String hardwareRevision,
        @Nullable String firmwareRevision,
        Instant installedAt,
        @Nullable String note) {}
