package com.evaratech.node.maintenance;

import java.time.Instant;

/** What may change of a window: when and why. */
record WindowTimes(Instant startsAt, Instant endsAt, String reason) {}
