package com.evaratech.alert.deliveries;

import com.evaratech.alert.deliveries.Outcome.Held;
import com.evaratech.alert.deliveries.Outcome.Never;
import com.evaratech.alert.deliveries.Outcome.NotYet;
import com.evaratech.alert.deliveries.Outcome.Spared;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.problem.DependencyUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** Tries a delivery once, unless it is not the time to. */
@Singleton
class DeliveryAttempt {

    private static final Duration HELD = Duration.ofSeconds(5);

    private final WebhookClient client;
    private final RouteSecrets secrets;
    private final Directory directory;
    private final Duration patience;
    private final InstantSource clock;

    DeliveryAttempt(
            WebhookClient client,
            RouteSecrets secrets,
            Directory directory,
            DeliveryConfig config,
            InstantSource clock) {
        this.client = client;
        this.secrets = secrets;
        this.directory = directory;
        this.patience = config.patience();
        this.clock = clock;
    }

    /** Blocks until it is known what became of it. */
    Outcome of(Claimed delivery) throws InterruptedException {
        UUID nodeId = delivery.nodeId();
        if (delivery.isOpening() && nodeId != null && isInMaintenance(nodeId)) {
            return delivery.isOver() ? new Spared() : new Held(HELD);
        }
        var secret = secrets.open(delivery.routeId(), delivery.sealedSecret());
        Outcome outcome =
                secret.isPresent()
                        ? client.send(delivery, secret.get())
                        : new NotYet("no key of CHANNEL_KEY_RING here opens the route's secret");
        return outcome instanceof NotYet(String reason) && isTooOld(delivery)
                ? new Never(reason)
                : outcome;
    }

    private boolean isInMaintenance(UUID nodeId) {
        try {
            return directory
                    .status(nodeId)
                    .await()
                    .indefinitely()
                    .filter(known -> known.status() == NodeStatus.MAINTENANCE)
                    .isPresent();
        } catch (DependencyUnavailable e) {
            // Better told in the midst of work than not at all.
            return false;
        }
    }

    private boolean isTooOld(Claimed delivery) {
        return delivery.createdAt().plus(patience).isBefore(clock.instant());
    }
}
