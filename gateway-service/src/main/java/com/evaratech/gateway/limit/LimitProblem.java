package com.evaratech.gateway.limit;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.time.Duration;
import java.util.Optional;

/** Somebody asks more often than they may. */
public final class LimitProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final transient Duration wait;

    /**
     * The refusal.
     *
     * @param wait until a request is let in again; whole seconds
     */
    LimitProblem(Limit limit, int perMinute, Duration wait) {
        super(
                Status.TOO_MANY_REQUESTS,
                "rate_limited",
                "%s; try again in %d s.".formatted(rule(limit, perMinute), wait.toSeconds()));
        this.wait = wait;
    }

    private static String rule(Limit limit, int perMinute) {
        return switch (limit) {
            case PERSON -> "You may ask this %d times a minute".formatted(perMinute);
            case TENANT ->
                    "All people and programs of your organisation may ask %d times a minute"
                            .formatted(perMinute);
            case DEVICE -> "A device may send %d times a minute".formatted(perMinute);
            case ADDRESS -> "Your address may ask this %d times a minute".formatted(perMinute);
            case SIGN_IN ->
                    "From your address, %d sign-ins may be tried in a minute".formatted(perMinute);
            case SIGN_IN_NAME ->
                    "For one e-mail address, %d sign-ins may be tried in a minute"
                            .formatted(perMinute);
            case SESSION ->
                    "From your address, %d sessions may be renewed or ended in a minute"
                            .formatted(perMinute);
            case REFUSED -> "Too many of your address' tokens were refused";
        };
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(wait);
    }
}
