package com.evaratech.alert.notices;

import com.evaratech.alert.deliveries.QuietHours;
import org.jspecify.annotations.Nullable;

/**
 * A channel that something waits for, locked for the transaction.
 *
 * @param routeNumber of its route
 * @param owner subject of its person's tokens
 * @param enabled whether anything is told at all
 * @param quietHours {@code null}: none
 */
record DueChannel(
        long routeNumber, String owner, boolean enabled, @Nullable QuietHours quietHours) {}
