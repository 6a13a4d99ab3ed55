package com.evaratech.gateway.way;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.common.problem.RefusedByHttp;
import com.evaratech.common.problem.Status;
import com.evaratech.common.problem.Unexpected;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers for whoever threw or failed a request and did not answer it: always with a problem, never
 * with what went wrong inside, and by cutting the answer off when it had begun.
 */
@Singleton
class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    void register(@Observes Router router) {
        Station.FAILURES.of(router).failureHandler(Failures::answer);
    }

    private static void answer(RoutingContext context) {
        if (!context.response().ended() && !context.response().closed()) {
            ProblemWriter.answer(context, problemOf(context));
        }
    }

    private static ProblemException problemOf(RoutingContext context) {
        @Nullable Throwable cause = context.failure();
        if (cause instanceof ProblemException ours) {
            return ours;
        }
        int status = context.statusCode();
        if (status >= Status.BAD_REQUEST.code() && status < Status.INTERNAL_SERVER_ERROR.code()) {
            return new RefusedByHttp(Status.of(status));
        }
        LOG.errorf(
                cause,
                "Request failed method=%s path=%s",
                context.request().method(),
                context.normalizedPath());
        return new Unexpected();
    }
}
