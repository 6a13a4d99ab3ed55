package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.alert.deliveries.MailServer.Security;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailServerTest {

    private record Config(
            Optional<String> host,
            int port,
            String tls,
            Optional<String> user,
            Optional<String> password,
            Optional<String> from)
            implements MailConfig {}

    private static Config config(int port, String tls, String user, String password, String from) {
        return new Config(
                Optional.of("mail.water.example"),
                port,
                tls,
                Optional.of(user).filter(text -> !text.isEmpty()),
                Optional.of(password).filter(text -> !text.isEmpty()),
                Optional.of(from));
    }

    @ParameterizedTest
    @CsvSource({
        "0,   starttls, '',    '', a@b.example, 'SMTP_PORT is 0, allowed: 1 to 65535'",
        "587, maybe,    '',    '', a@b.example, 'SMTP_TLS is maybe, allowed: starttls, tls, none'",
        "587, none,     evara, x,  a@b.example, SMTP_TLS is none",
        "587, tls,      evara, '', a@b.example, SMTP_PASSWORD is not given",
        "587, tls,      '',    '', nobody,      'SMTP_FROM is nobody, allowed: an e-mail address'"
    })
    void shouldNameWhatCannotBe(
            int port, String tls, String user, String password, String from, String message) {
        assertThatThrownBy(() -> MailServer.of(config(port, tls, user, password, from)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldBeWhatIsSaid() {
        var server = MailServer.of(config(465, "tls", "evara", "x", "a@b.example")).orElseThrow();

        assertThat(server.security()).isEqualTo(Security.TLS);
        assertThat(server.toString()).doesNotContain("password", "x,");
    }

    @Test
    void shouldBeNoneWithoutAHost() {
        var none = Optional.<String>empty();

        assertThat(MailServer.of(new Config(none, 587, "starttls", none, none, none))).isEmpty();
    }
}
