package com.evaratech.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How often callers may ask, all replicas together. A minute's worth may come at once.
 *
 * <p>Public, because its constraints are checked by reflection, which native images know only of
 * public mappings.
 */
@ConfigMapping(prefix = "evara.limits")
public interface LimitsConfig {

    /** Requests a minute of one person, or one API key, to one route. */
    @WithDefault("100")
    @Min(1)
    @Max(1_000_000)
    int personPerMinute();

    // 6,000: sixty people who do nothing but click.
    /** Requests a minute of all people and API keys of one tenant. */
    @WithDefault("6000")
    @Min(1)
    @Max(1_000_000)
    int tenantPerMinute();

    // 12,000: what one replica of telemetry-service takes of one key in the long run, so that this
    // limit is met only by what several replicas let through together.
    /** Requests a minute with one device key. */
    @WithDefault("12000")
    @Min(1)
    @Max(1_000_000)
    int devicePerMinute();

    // 6,000: a town's devices behind one address, each four times a minute.
    /** Requests a minute of one address on routes that nobody signs in for. */
    @WithDefault("6000")
    @Min(1)
    @Max(1_000_000)
    int addressPerMinute();

    /** Sign-ins a minute that may be tried from one address. */
    @WithDefault("20")
    @Min(1)
    @Max(1_000_000)
    int signInPerMinute();

    // 100: five times what one address may try, so that nobody alone can keep another one out.
    /** Sign-ins a minute that may be tried for one e-mail address, from wherever. */
    @WithDefault("100")
    @Min(1)
    @Max(1_000_000)
    int signInNamePerMinute();

    // 120: an office whose pages are all loaded anew. Each is a question to the identity provider.
    /** Sessions a minute that may be renewed or ended from one address. */
    @WithDefault("120")
    @Min(1)
    @Max(1_000_000)
    int sessionPerMinute();

    // 600: the tabs of an office whose tokens expired over night.
    /** Requests a minute of one address whose token or key is refused. */
    @WithDefault("600")
    @Min(1)
    @Max(1_000_000)
    int refusedPerMinute();
}
