package com.evaratech.alert.deliveries;

import com.evaratech.alert.deliveries.Outcome.Held;
import com.evaratech.alert.deliveries.Outcome.Never;
import com.evaratech.alert.deliveries.Outcome.NotYet;
import com.evaratech.alert.deliveries.Outcome.Spared;
import com.evaratech.alert.deliveries.Outcome.Withdrawn;
import com.evaratech.common.access.Scope;
import com.evaratech.common.problem.DependencyUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Tries a delivery once, unless it is not the time to. */
@Singleton
class DeliveryAttempt {

    private static final Logger LOG = Logger.getLogger(DeliveryAttempt.class);

    private static final Duration HELD = Duration.ofSeconds(5);

    private final WebhookClient client;
    private final MailClient mail;
    private final RouteSecrets secrets;
    private final NodesAtWork work;
    private final Audience audience;
    private final Duration patience;
    private final InstantSource clock;

    DeliveryAttempt(
            WebhookClient client,
            MailClient mail,
            RouteSecrets secrets,
            NodesAtWork work,
            Audience audience,
            DeliveryConfig config,
            InstantSource clock) {
        this.client = client;
        this.mail = mail;
        this.secrets = secrets;
        this.work = work;
        this.audience = audience;
        this.patience = config.patience();
        this.clock = clock;
    }

    /** Blocks until it is known what became of it. */
    Outcome of(Claimed delivery) throws InterruptedException {
        UUID nodeId = delivery.nodeId();
        // Whoever was asked before may have heard of it, and is told the end as well.
        boolean isUnheard = delivery.callsForHelp() && delivery.attempts() == 1;
        if (isUnheard && nodeId != null && work.isDoneOn(nodeId)) {
            return delivery.isOpening() && delivery.isOver()
                    ? new Spared()
                    : new Held(HELD, "maintenance");
        }
        Addressee addressee = delivery.target().addressee();
        Optional<Outcome> refusal = addressee == null ? Optional.empty() : refusal(addressee);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Outcome outcome = tried(delivery);
        return outcome instanceof NotYet(String reason, _) && isTooOld(delivery)
                ? new Never(reason)
                : outcome;
    }

    /** Why a message is not for a person any more, by what the directory says of them now. */
    private Optional<Outcome> refusal(Addressee addressee) {
        try {
            Optional<Scope> seen = audience.scopeOf(addressee.subject());
            if (seen.isEmpty()) {
                return Optional.of(new Withdrawn(false));
            }
            String made = addressee.scope();
            return made == null || made.equals(Audience.text(seen.get()))
                    ? Optional.empty()
                    : Optional.of(new Withdrawn(true));
        } catch (DependencyUnavailable e) {
            return Optional.of(new Held(HELD, "directory"));
        }
    }

    private Outcome tried(Claimed delivery) throws InterruptedException {
        try {
            if (delivery.target().kind() == RouteKind.EMAIL) {
                return mail.send(delivery);
            }
            var secret =
                    secrets.open(delivery.target().routeId(), delivery.target().sealedSecret());
            return secret.isPresent()
                    ? client.send(delivery, secret.get())
                    : new NotYet("no key of CHANNEL_KEY_RING here opens the route's secret");
        } catch (RuntimeException e) { // the attempt's outermost edge
            // Whatever it is, the delivery must have an end some day.
            LOG.warnf(e, "Delivery could not be tried delivery=%s", delivery.id());
            return new NotYet("it could not be tried: " + e.getClass().getSimpleName());
        }
    }

    private boolean isTooOld(Claimed delivery) {
        return delivery.triedFrom().plus(patience).isBefore(clock.instant());
    }
}
