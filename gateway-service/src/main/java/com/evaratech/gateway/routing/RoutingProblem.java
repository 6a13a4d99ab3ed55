package com.evaratech.gateway.routing;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.time.Duration;
import java.util.Optional;

/** Why a request did not reach its service, or the answer not its caller. */
abstract sealed class RoutingProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    private RoutingProblem(Status status, String code, String detail) {
        super(status, code, detail);
    }

    /** No connection: the request was never sent, so repeating it is safe. */
    static final class Unreachable extends RoutingProblem {

        private static final long serialVersionUID = 1L;

        // Long enough for a restarting service to listen again on the next try.
        private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

        Unreachable(Upstream upstream) {
            super(
                    Status.SERVICE_UNAVAILABLE,
                    "service_unreachable",
                    "The %s cannot be reached at the moment; try again shortly."
                            .formatted(upstream.service()));
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(RETRY_AFTER);
        }
    }

    /** The request was sent, but no answer began in time: it may have been carried out. */
    static final class TooSlow extends RoutingProblem {

        private static final long serialVersionUID = 1L;

        TooSlow(Upstream upstream, Duration limit) {
            super(
                    Status.GATEWAY_TIMEOUT,
                    "service_timeout",
                    "The %s did not answer within %d ms."
                            .formatted(upstream.service(), limit.toMillis()));
        }
    }

    /** The exchange broke off after the request was sent: it may have been carried out. */
    static final class BrokenOff extends RoutingProblem {

        private static final long serialVersionUID = 1L;

        BrokenOff(Upstream upstream) {
            super(
                    Status.BAD_GATEWAY,
                    "service_broke_off",
                    "The %s closed the connection without a complete answer."
                            .formatted(upstream.service()));
        }
    }

    /** The body is larger than the gateway passes on. */
    static final class BodyTooLarge extends RoutingProblem {

        private static final long serialVersionUID = 1L;

        BodyTooLarge(long limitBytes) {
            super(
                    Status.CONTENT_TOO_LARGE,
                    "body_too_large",
                    "The request's body is larger than the %d bytes allowed."
                            .formatted(limitBytes));
        }
    }

    /** The length of the body cannot be told for sure (RFC 9112 §6.3). */
    static final class UnclearLength extends RoutingProblem {

        private static final long serialVersionUID = 1L;

        UnclearLength() {
            super(
                    Status.BAD_REQUEST,
                    "unclear_length",
                    "Send the body with one Content-Length, or with Transfer-Encoding: chunked.");
        }
    }
}
