package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.deliveries.MailReceiver.Mail;
import com.evaratech.alert.deliveries.MailReceiver.Manner;
import com.evaratech.alert.deliveries.MailServer.Login;
import com.evaratech.alert.deliveries.MailServer.Security;
import com.evaratech.alert.deliveries.Outcome.Arrived;
import com.evaratech.alert.deliveries.Outcome.Never;
import com.evaratech.alert.deliveries.Outcome.NotYet;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MailClientTest {

    private static final Instant NOW = Instant.parse("2026-03-01T06:30:00Z");
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final SSLSocketFactory PLATFORM =
            (SSLSocketFactory) SSLSocketFactory.getDefault();

    private final MailReceiver receiver;

    MailClientTest() throws IOException {
        receiver = MailReceiver.open(0, null);
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    private static MailServer server(
            String host, int port, Security security, @Nullable Login login) {
        return new MailServer(host, port, security, login, new MailAddress("evara@water.example"));
    }

    private static Outcome send(MailServer server, SSLSocketFactory tls, Claimed delivery)
            throws InterruptedException {
        return new MailClient(Optional.of(server), tls, LONG, () -> NOW).send(delivery);
    }

    private Outcome send(Claimed delivery) throws InterruptedException {
        return send(open(), PLATFORM, delivery);
    }

    private MailServer open() {
        return server("127.0.0.1", receiver.port(), Security.NONE, null);
    }

    private static Claimed delivery() {
        return new Claimed(
                1,
                UUID.fromString("00000000-0000-4000-8000-000000000007"),
                1,
                NOW,
                "test",
                "{\"type\": \"test\"}",
                null,
                false,
                new Target(
                        1,
                        UUID.randomUUID(),
                        RouteKind.EMAIL,
                        "mailto:guard@water.example",
                        "",
                        null));
    }

    @Test
    void shouldHandOverAMail() throws InterruptedException {
        assertThat(send(delivery())).isEqualTo(new Arrived());

        Mail mail = receiver.mails().getFirst();
        assertThat(mail.from()).isEqualTo("MAIL FROM:<evara@water.example>");
        assertThat(mail.to()).isEqualTo("RCPT TO:<guard@water.example>");
        assertThat(mail.header("Message-ID"))
                .isEqualTo("<00000000-0000-4000-8000-000000000007@water.example>");
    }

    @ParameterizedTest
    @CsvSource({
        "IS_BUSY, it answered 451 come again, false",
        "REFUSES_SENDER, it answered 530 who is it, false",
        "DIES, it ended the connection, true"
    })
    void shouldComeAgainWithTheSameMail(Manner manner, String reason, boolean isSilent)
            throws InterruptedException {
        receiver.behaveFirst(manner);

        assertThat(send(delivery())).isEqualTo(new NotYet(reason, isSilent));

        assertThat(send(delivery())).isEqualTo(new Arrived());
        assertThat(receiver.mails())
                .extracting(mail -> mail.header("Message-ID"))
                .containsOnly("<00000000-0000-4000-8000-000000000007@water.example>");
    }

    @ParameterizedTest
    @EnumSource(names = {"STALLS", "TRICKLES"})
    void shouldWaitNoLongerThanItsTime(Manner manner) throws InterruptedException {
        receiver.behaveFirst(manner);
        var hasty = new MailClient(Optional.of(open()), PLATFORM, SHORT, () -> NOW);

        assertThat(hasty.send(delivery())).isEqualTo(NotYet.silent("no answer within 1 s"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FORWARDS", "HANGS_UP"})
    void shouldBeContentWithWhatIsTakenInAnyWay(Manner manner) throws InterruptedException {
        receiver.behaveFirst(manner);

        assertThat(send(delivery())).isEqualTo(new Arrived());
        assertThat(receiver.mails()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "KNOWS_NOBODY, it answered 550 there is nobody",
        "REFUSES_MESSAGE, it answered 554 not this"
    })
    void shouldNotComeAgainWithWhatIsNeverTaken(Manner manner, String reason)
            throws InterruptedException {
        receiver.behaveFirst(manner);

        assertThat(send(delivery())).isEqualTo(new Never(reason));
    }

    @Test
    void shouldComeAgainWhenNobodyIsThere() throws IOException, InterruptedException {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }

        assertThat(send(server("127.0.0.1", port, Security.NONE, null), PLATFORM, delivery()))
                .isInstanceOf(NotYet.class);
        assertThat(send(server("no.invalid", port, Security.NONE, null), PLATFORM, delivery()))
                .isEqualTo(NotYet.silent("there is no mail server no.invalid"));
        assertThat(new MailClient(Optional.empty(), PLATFORM, SHORT, () -> NOW).send(delivery()))
                .isEqualTo(new NotYet("this installation has no mail server"));
    }

    @Test
    void shouldSayNothingInTheOpenThatShouldBePrivate() throws InterruptedException {
        var login = new Login("evara", "secret");

        assertThat(
                        send(
                                server("localhost", receiver.port(), Security.STARTTLS, login),
                                PLATFORM,
                                delivery()))
                .isEqualTo(new NotYet("it offers no STARTTLS, and nothing is sent in the open"));
        assertThat(receiver.logins()).isEmpty();
        assertThat(receiver.mails()).isEmpty();
    }

    @Test
    void shouldSignInOnceTheConnectionIsPrivate(@TempDir Path folder) throws Exception {
        var certificate = TestCertificate.of("localhost", folder);
        try (var secure = MailReceiver.open(0, certificate.shown())) {
            var login = new Login("evara", "secret");
            var known = server("localhost", secure.port(), Security.STARTTLS, login);

            assertThat(send(known, certificate.trusted(), delivery())).isEqualTo(new Arrived());
            assertThat(secure.logins()).containsExactly("AUTH PLAIN AGV2YXJhAHNlY3JldA==");
            assertThat(secure.mails()).allMatch(Mail::isPrivate);

            secure.behaveFirst(Manner.REFUSES_LOGIN, Manner.INJECTS);
            assertThat(send(known, certificate.trusted(), delivery()))
                    .isEqualTo(new NotYet("it answered 535 wrong"));
            assertThat(send(known, certificate.trusted(), delivery())).isInstanceOf(NotYet.class);
            // Not trusted by the platform; and not of the host that was asked for.
            assertThat(send(known, PLATFORM, delivery())).isInstanceOf(NotYet.class);
            var another = server("127.0.0.1", secure.port(), Security.STARTTLS, login);
            assertThat(send(another, certificate.trusted(), delivery())).isInstanceOf(NotYet.class);
            assertThat(secure.mails()).hasSize(1);
        }
    }
}
