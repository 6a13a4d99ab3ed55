package com.evaratech.alert.people;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * All that a person keeps here, to take along.
 *
 * @param exportedAt when it was so
 * @param channels without their secrets
 * @param subscriptions to these channels
 */
@RegisterForReflection
record NotificationExport(
        Instant exportedAt, List<Channel> channels, List<Subscription> subscriptions) {

    NotificationExport {
        channels = List.copyOf(channels);
        subscriptions = List.copyOf(subscriptions);
    }
}
