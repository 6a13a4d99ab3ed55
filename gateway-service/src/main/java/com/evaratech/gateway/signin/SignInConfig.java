package com.evaratech.gateway.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where people's sign-ins are sent, and how long they are kept signed in. */
@ConfigMapping(prefix = "evara.sign-in")
interface SignInConfig {

    /** The provider's address; set from the operators' {@code SUPABASE_…} variables. */
    String provider();

    /** The provider's public key of this project, which its own gateway asks for. */
    Optional<String> key();

    /** How long the provider may take to answer. */
    @WithDefault("5s")
    Duration timeout();

    /** How long a browser keeps the session; the provider may end it before. */
    @WithDefault("30d")
    Duration cookieAge();
}
