package com.evaratech.common.problem.rest;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Unexpected;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/**
 * Makes a problem of whatever answering a request has thrown, and logs what is not the caller's.
 */
public final class ThrownProblem {

    private static final Logger LOG = Logger.getLogger(ThrownProblem.class);

    private ThrownProblem() {}

    /** The problem that is to be answered. */
    public static ProblemException of(Throwable thrown, RoutingContext context) {
        return switch (thrown) {
            // Our own errors say themselves what they are.
            case ProblemException ours -> ours;
            case JsonProcessingException unreadable -> JsonErrors.invalidRequest(unreadable);
            default ->
                    Outage.isCauseOf(thrown)
                            ? outage(thrown, context)
                            : unexpected(thrown, context);
        };
    }

    private static ProblemException outage(Throwable thrown, RoutingContext context) {
        LOG.warnf(
                "Dependency unavailable path=%s cause=%s",
                context.normalizedPath(), Outage.told(thrown));
        return new DependencyUnavailable("A part that this request needs");
    }

    /** Our fault. */
    static ProblemException unexpected(Throwable thrown, RoutingContext context) {
        LOG.errorf(
                thrown,
                "Request failed method=%s path=%s",
                context.request().method(),
                context.normalizedPath());
        return new Unexpected();
    }
}
