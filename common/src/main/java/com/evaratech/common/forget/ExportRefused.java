package com.evaratech.common.forget;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** An export that cannot be handed out. */
public final class ExportRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    // A year of readings takes a minute or two.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final boolean isPassing;

    private ExportRefused(Status status, String code, String detail, boolean isPassing) {
        super(status, code, detail);
        this.isPassing = isPassing;
    }

    /** There is none of this id in the caller's scope, or its time is over. */
    public static ExportRefused unknown(UUID id) {
        return new ExportRefused(
                Status.NOT_FOUND, "export_not_found", "There is no export " + id + ".", false);
    }

    /** It is being written. */
    public static ExportRefused notReady(UUID id) {
        return new ExportRefused(
                Status.CONFLICT,
                "export_not_ready",
                "Export %s is still being written; ask again shortly.".formatted(id),
                true);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return isPassing ? Optional.of(RETRY_AFTER) : Optional.empty();
    }
}
