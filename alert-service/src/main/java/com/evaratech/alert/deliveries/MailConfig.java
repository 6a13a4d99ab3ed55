package com.evaratech.alert.deliveries;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The mail server that alerts are handed to, as the operators say it. */
@ConfigMapping(prefix = "evara.mail")
interface MailConfig {

    /** Where it is; none: this installation sends no mail. */
    Optional<String> host();

    /** Its port. */
    int port();

    /** How the connection is kept private: starttls, tls, none. */
    String tls();

    /** Who signs in there; nobody when it is not said. */
    Optional<String> user();

    /** The password of who signs in. */
    Optional<String> password();

    /** The address that mails come from. */
    Optional<String> from();
}
