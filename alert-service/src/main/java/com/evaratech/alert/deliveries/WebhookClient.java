package com.evaratech.alert.deliveries;

import com.evaratech.alert.deliveries.Outcome.Arrived;
import com.evaratech.alert.deliveries.Outcome.NotYet;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Speaks to receivers. A call blocks its thread for as long as an attempt may take, and never
 * longer.
 */
@Singleton
class WebhookClient {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final boolean privateAddresses;
    private final Duration timeout;
    private final InstantSource clock;
    private final HttpClient http;

    WebhookClient(DeliveryConfig config, InstantSource clock) {
        this.privateAddresses = config.privateAddresses();
        this.timeout = config.timeout();
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /** Tries once. */
    Outcome send(Claimed delivery, String secret) throws InterruptedException {
        URI url = URI.create(delivery.target().url());
        try {
            Optional<NotYet> refusal = refusalOfWhatIsOurs(url);
            return refusal.isPresent() ? refusal.get() : answer(request(delivery, url, secret));
        } catch (UnknownHostException e) {
            return NotYet.silent("there is no host " + url.getHost());
        } catch (IOException e) {
            return NotYet.silent(reason(e));
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private HttpRequest request(Claimed delivery, URI url, String secret) {
        var parts = RouteSecrets.Parts.of(secret);
        Target.Content content = delivery.target().content(delivery.body());
        long now = clock.instant().getEpochSecond();
        var request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", content.type())
                        .header("User-Agent", "Evara")
                        .header("Evara-Delivery", delivery.id().toString())
                        .header(
                                Signature.HEADER,
                                Signature.of(parts.signing(), now, content.body()))
                        .POST(HttpRequest.BodyPublishers.ofString(content.body()));
        if (parts.authorization() != null && delivery.target().kind() == RouteKind.HTTP) {
            request.header("Authorization", parts.authorization());
        }
        return request.build();
    }

    /** Of the answer only the status counts; a body that does not end is not waited for. */
    private Outcome answer(HttpRequest request) throws IOException, InterruptedException {
        var begun = new CompletableFuture<Integer>();
        var exchange =
                http.sendAsync(
                        request,
                        head -> {
                            boolean _ = begun.complete(head.statusCode());
                            return HttpResponse.BodySubscribers.discarding();
                        });
        var _ =
                exchange.whenComplete((_, broken) -> {
                    if (broken != null) {
                        boolean _ = begun.completeExceptionally(broken);
                    }
                });
        try {
            int status = begun.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return status >= OK && status < MULTIPLE_CHOICES
                    ? new Arrived()
                    : new NotYet("it answered " + status);
        } catch (TimeoutException e) {
            return NotYet.silent("no answer within %d s".formatted(timeout.toSeconds()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            return NotYet.silent(reason(e.getCause() == null ? e : e.getCause()));
        } finally {
            boolean _ = exchange.cancel(true);
        }
    }

    /**
     * A person of one tenant must not make this service speak to what only it can reach. The client
     * looks the host up once more. As a rule it gets these very addresses, which the platform keeps
     * for seconds; but a host may be made to change between the two looks. What is reached then
     * must still show a certificate of the host's name before it gets a word.
     */
    private Optional<NotYet> refusalOfWhatIsOurs(URI url) throws UnknownHostException {
        if (privateAddresses) {
            return Optional.empty();
        }
        if (!"https".equals(url.getScheme())) {
            return Optional.of(new NotYet("receivers are spoken to by https only"));
        }
        for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
            if (PublicAddress.isNot(address)) {
                return Optional.of(
                        new NotYet("the host %s is not a public one".formatted(url.getHost())));
            }
        }
        return Optional.empty();
    }
}
