package com.evaratech.common.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Optional;

/**
 * Whose tokens are accepted; set from the operators' {@code SUPABASE_…} variables.
 *
 * <p>Public, because its constraints are checked by reflection, which native images know only of
 * public mappings.
 */
@ConfigMapping(prefix = "evara.identity")
public interface IdentityConfig {

    /** The {@code iss} that tokens must carry. */
    @NotBlank
    String issuer();

    /**
     * The secret that tokens are signed with by HS256. RFC 7518 §3.2 asks for a key of at least the
     * hash's size.
     */
    @Size(min = 32, message = "must have at least 32 characters")
    String hs256Secret();

    /**
     * The secret before that one; absent but while one takes over from the other. Its tokens count
     * as those of the secret do.
     */
    Optional<String> previousHs256Secret();

    /** How far the issuer's clock may be off ours. */
    @WithDefault("30s")
    Duration clockSkew();

    /** Where the provider publishes the public keys that it signs tokens with (RFC 7517). */
    @NotBlank
    String keysUrl();

    /** How old the known keys may be before they are read again. */
    @WithDefault("10m")
    Duration keysReadEvery();

    /** Least time between two readings, whatever key tokens name. */
    @WithDefault("30s")
    Duration keysReadAtMostEvery();
}
