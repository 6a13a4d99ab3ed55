package com.evaratech.poller.preview;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import com.evaratech.poller.mapping.KeyUnreadable;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.NotAsked;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why there is no page to show; the channel is as it was. */
final class PreviewProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    private PreviewProblem(
            Status status, String code, String detail, @Nullable Duration retryAfter) {
        super(status, code, detail);
        this.retryAfter = retryAfter;
    }

    static PreviewProblem of(BadAnswer answer) {
        return new PreviewProblem(
                Status.BAD_GATEWAY,
                "thingspeak_" + answer.trouble().code(),
                "ThingSpeak did not give a page of the channel: %s.".formatted(answer.getMessage()),
                answer.retryAfter().orElse(null));
    }

    static PreviewProblem of(NotAsked why) {
        return switch (why.reason()) {
            case RATE_LIMIT ->
                    new PreviewProblem(
                            Status.TOO_MANY_REQUESTS,
                            "thingspeak_rate_limit",
                            "The channel is asked as often as it may be; try again shortly.",
                            why.retryAfter());
            case HOST_RESTS ->
                    new PreviewProblem(
                            Status.SERVICE_UNAVAILABLE,
                            "thingspeak_rests",
                            "ThingSpeak failed too often just now and is left alone for a while.",
                            why.retryAfter());
        };
    }

    static PreviewProblem of(KeyUnreadable why) {
        return new PreviewProblem(
                Status.SERVICE_UNAVAILABLE,
                "read_key_unreadable",
                "The channel's read key cannot be opened here: " + why.getMessage() + ".",
                null);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
