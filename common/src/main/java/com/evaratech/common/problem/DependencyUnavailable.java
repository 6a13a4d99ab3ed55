package com.evaratech.common.problem;

import java.time.Duration;
import java.util.Optional;

/** Something that the request needs (a database, the directory) does not answer now. */
public final class DependencyUnavailable extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** Short enough for a person to wait, long enough for a restart to be over on the next try. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /**
     * @param what the missing part as a caller knows it, for instance {@code The directory}
     */
    public DependencyUnavailable(String what) {
        super(
                Status.SERVICE_UNAVAILABLE,
                "dependency_unavailable",
                what + " is not available at the moment; try again shortly.");
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(RETRY_AFTER);
    }
}
