package com.evaratech.alert.deliveries;

import com.evaratech.alert.deliveries.Outcome.Arrived;
import com.evaratech.alert.deliveries.Outcome.Never;
import com.evaratech.alert.deliveries.Outcome.NotYet;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Hands mails to the operators' server. A call blocks for as long as an attempt may take. */
@Singleton
public class MailClient {

    private final Optional<MailServer> server;
    private final SSLSocketFactory tls;
    private final Duration timeout;
    private final InstantSource clock;

    @Inject
    MailClient(MailConfig mail, InstantSource clock) {
        // A server that looks a mail through takes its time, and would deliver each that it was
        // not waited for: as long as the lease allows.
        this(
                MailServer.of(mail),
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                DeliveryTimes.LONGEST_ATTEMPT,
                clock);
    }

    /**
     * One whose certificates are judged by others than the platform's.
     *
     * @param server none: nothing is sent
     */
    MailClient(
            Optional<MailServer> server,
            SSLSocketFactory tls,
            Duration timeout,
            InstantSource clock) {
        this.server = server;
        this.tls = tls;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Whether this installation sends mail. */
    public boolean isReady() {
        return server.isPresent();
    }

    /** Tries once. */
    Outcome send(Claimed delivery) throws InterruptedException {
        if (server.isEmpty()) {
            return new NotYet("this installation has no mail server");
        }
        MailServer known = server.get();
        Optional<MailAddress> to = MailAddress.ofUrl(delivery.target().url());
        if (to.isEmpty()) {
            return new Never("the route has no e-mail address");
        }
        String text = MailText.write(known.from(), to.get(), delivery, clock.instant());
        try {
            SmtpConversation.deliver(known, tls, to.get(), text, timeout);
            return new Arrived();
        } catch (SmtpConversation.Refused e) {
            String reason = String.valueOf(e.getMessage());
            return e.isForEver() ? new Never(reason) : new NotYet(reason);
        } catch (UnknownHostException e) {
            return NotYet.silent("there is no mail server " + known.host());
        } catch (SocketTimeoutException e) {
            return NotYet.silent("no answer within %d s".formatted(timeout.toSeconds()));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return NotYet.silent(
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }
}
