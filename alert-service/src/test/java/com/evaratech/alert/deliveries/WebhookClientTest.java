package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookClientTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private record Config(boolean privateAddresses, Duration timeout) implements DeliveryConfig {
        @Override
        public Duration firstWait() {
            return timeout;
        }

        @Override
        public Duration longestWait() {
            return timeout;
        }

        @Override
        public Duration patience() {
            return timeout;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1:1/, the host 127.0.0.1 is not a public one",
        "https://localhost/, the host localhost is not a public one",
        "https://[::1]/, the host [::1] is not a public one",
        "http://example.com/, receivers are spoken to by https only"
    })
    void shouldNotSpeakToWhatIsOurs(String url, String reason) throws InterruptedException {
        var client = new WebhookClient(new Config(false, Duration.ofSeconds(5)), time());

        assertThat(client.send(delivery(url), "secret")).isEqualTo(new Outcome.NotYet(reason));
    }

    @Test
    void shouldGiveUpAnAnswerThatDoesNotCome() throws IOException, InterruptedException {
        var client = new WebhookClient(new Config(true, Duration.ofSeconds(1)), time());
        try (Receiver receiver = Receiver.open()) {
            receiver.behave(Receiver.Manner.STALLS);

            assertThat(client.send(delivery(receiver.url()), "secret"))
                    .isEqualTo(Outcome.NotYet.silent("no answer within 1 s"));
        }
    }

    @Test
    void shouldNotWaitForTheEndOfAnAnswer() throws IOException, InterruptedException {
        var client = new WebhookClient(new Config(true, Duration.ofSeconds(1)), time());
        try (Receiver receiver = Receiver.open()) {
            receiver.behave(Receiver.Manner.TRICKLES);

            assertThat(client.send(delivery(receiver.url()), "secret"))
                    .isEqualTo(new Outcome.Arrived());
        }
    }

    @Test
    void shouldSignAsItsDocumentationShows() {
        // printf '1700000000.{"type":"test"}' | openssl dgst -sha256 -hmac secret
        assertThat(Signature.of("secret", NOW.getEpochSecond(), "{\"type\":\"test\"}"))
                .isEqualTo(
                        "t=1700000000,v1=5164242d2d7c1061af198b4bfea622c8f5aeec1b9276e38d50a14d7f9dd39bee");
    }

    private static InstantSource time() {
        return InstantSource.fixed(NOW);
    }

    private static Claimed delivery(String url) {
        return new Claimed(
                1,
                UUID.randomUUID(),
                1,
                NOW,
                "test",
                "{\"type\":\"test\"}",
                null,
                false,
                new Target(1, UUID.randomUUID(), RouteKind.WEBHOOK, url, "", null));
    }
}
