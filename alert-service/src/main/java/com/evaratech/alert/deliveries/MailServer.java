package com.evaratech.alert.deliveries;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail server, checked.
 *
 * @param host where it is
 * @param port its port
 * @param security how the connection is kept private
 * @param login who signs in; {@code null}: nobody
 * @param from the address that mails come from
 */
record MailServer(
        String host, int port, Security security, @Nullable Login login, MailAddress from) {

    private static final int HIGHEST_PORT = 65_535;

    /** How a connection is kept private. */
    enum Security {
        /** It becomes private before anything is said (RFC 3207), or nothing is said. */
        STARTTLS,
        /** It is from its beginning (RFC 8314). */
        TLS,
        /** It is not. */
        NONE
    }

    /** Who signs in. */
    record Login(String user, String password) {

        /** Without the password: this text may go into logs. */
        @Override
        public String toString() {
            return "Login[user=%s]".formatted(user);
        }
    }

    /**
     * The server of a configuration; none when it names none.
     *
     * @throws IllegalArgumentException naming the first variable that cannot be, and its value
     */
    static Optional<MailServer> of(MailConfig config) {
        if (config.host().isEmpty()) {
            return Optional.empty();
        }
        require(
                config.port() > 0 && config.port() <= HIGHEST_PORT,
                "SMTP_PORT",
                config.port(),
                "1 to 65535");
        Security security = security(config.tls());
        Optional<MailAddress> from = config.from().flatMap(MailAddress::find);
        require(from.isPresent(), "SMTP_FROM", config.from().orElse(""), "an e-mail address");
        return Optional.of(
                new MailServer(
                        config.host().get(),
                        config.port(),
                        security,
                        login(config, security),
                        from.orElseThrow()));
    }

    private static Security security(String code) {
        for (Security each : Security.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(code)) {
                return each;
            }
        }
        throw refused("SMTP_TLS", code, "starttls, tls, none");
    }

    private static @Nullable Login login(MailConfig config, Security security) {
        if (config.user().isEmpty()) {
            return null;
        }
        require(
                security != Security.NONE,
                "SMTP_TLS",
                "none",
                "starttls, tls: a password is not sent in the open");
        if (config.password().isEmpty()) {
            throw refused("SMTP_PASSWORD", "not given", "the password of SMTP_USER");
        }
        return new Login(config.user().get(), config.password().get());
    }

    private static void require(boolean holds, String variable, Object value, String allowed) {
        if (!holds) {
            throw refused(variable, value, allowed);
        }
    }

    private static IllegalArgumentException refused(String variable, Object value, String allowed) {
        return new IllegalArgumentException(
                "%s is %s, allowed: %s".formatted(variable, value, allowed));
    }
}
