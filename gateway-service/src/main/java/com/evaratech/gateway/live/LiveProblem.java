package com.evaratech.gateway.live;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.time.Duration;
import java.util.Optional;

/** Why there is no connection for live updates. */
final class LiveProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    // Somebody has to leave first.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private LiveProblem(Status status, String code, String detail) {
        super(status, code, detail);
    }

    static LiveProblem switchedOff() {
        return new LiveProblem(
                Status.NOT_FOUND, "unknown_path", "Live updates are switched off here.");
    }

    static LiveProblem noWebSocket() {
        return new LiveProblem(
                Status.BAD_REQUEST,
                "no_websocket",
                "This path speaks WebSocket, version 13, and nothing else.");
    }

    static LiveProblem noEventStream() {
        return new LiveProblem(
                Status.NOT_ACCEPTABLE,
                "no_event_stream",
                "This path answers with text/event-stream and nothing else: say in Accept that you"
                        + " read it.");
    }

    static LiveProblem tooManyOfPerson(int most) {
        return new LiveProblem(
                Status.TOO_MANY_REQUESTS,
                "too_many_connections",
                "You have %d connections for live updates, the most that there may be."
                        .formatted(most));
    }

    static LiveProblem full() {
        return new LiveProblem(
                Status.SERVICE_UNAVAILABLE,
                "live_full",
                "There is no room for another connection; try again shortly.");
    }

    @Override
    public Optional<Duration> retryAfter() {
        return status() == Status.SERVICE_UNAVAILABLE ? Optional.of(RETRY_AFTER) : Optional.empty();
    }
}
