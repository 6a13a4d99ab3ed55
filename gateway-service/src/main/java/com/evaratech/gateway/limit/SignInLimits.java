package com.evaratech.gateway.limit;

import com.evaratech.gateway.routing.Origins;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** How often sign-ins may be tried: from one address, and for one name from wherever. */
@Singleton
public class SignInLimits {

    private static final String PLACE = "sign-in";

    private final Limiter limiter;
    private final LimitsConfig config;
    private final Origins origins;

    SignInLimits(Limiter limiter, LimitsConfig config, Origins origins) {
        this.limiter = limiter;
        this.config = config;
        this.origins = origins;
    }

    /**
     * Goes on when another sign-in may be tried, and answers 429 when not.
     *
     * @param name who is tried
     */
    public void check(RoutingContext context, String name, Runnable then) {
        if (!limiter.isOn()) {
            then.run();
            return;
        }
        String network = Network.of(origins.of(context.request()).address());
        List<Draw> draws =
                List.of(
                        Draw.of(Limit.SIGN_IN, PLACE, network, config.signInPerMinute()),
                        Draw.of(
                                Limit.SIGN_IN_NAME,
                                PLACE,
                                hashed(name),
                                config.signInNamePerMinute()));
        limiter.draw(draws, verdict -> LimitAnswer.settle(context, verdict, then));
    }

    /** People's addresses are nothing for Redis. */
    private static String hashed(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
