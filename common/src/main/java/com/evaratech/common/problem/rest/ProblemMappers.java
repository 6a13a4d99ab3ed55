package com.evaratech.common.problem.rest;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.Problem;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.RefusedByHttp;
import com.evaratech.common.problem.Status;
import com.evaratech.common.problem.Unexpected;
import com.evaratech.common.request.RequestId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where exceptions of JAX-RS resources become answers. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    /** Our own errors say themselves what they are. */
    @ServerExceptionMapper
    public Response map(ProblemException exception, RoutingContext context) {
        Response.ResponseBuilder response =
                Response.status(exception.status().code())
                        .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                        .entity(Problem.of(exception, RequestId.of(context)));
        exception
                .retryAfter()
                .ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, wait.toSeconds()));
        return response.build();
    }

    /** A body that is JSON but not of the expected form. */
    @ServerExceptionMapper
    public Response map(MismatchedInputException exception, RoutingContext context) {
        return map(JsonErrors.invalidRequest(exception), context);
    }

    /** A body that is no JSON. */
    @ServerExceptionMapper
    public Response map(JsonProcessingException exception, RoutingContext context) {
        return map(JsonErrors.invalidRequest(exception), context);
    }

    /** What the HTTP layer itself refuses: unknown path, method, media type. */
    @ServerExceptionMapper
    public Response map(WebApplicationException exception, RoutingContext context) {
        if (exception.getCause() instanceof JsonProcessingException json) {
            return map(JsonErrors.invalidRequest(json), context);
        }
        Status status = Status.of(exception.getResponse().getStatus());
        if (status == Status.INTERNAL_SERVER_ERROR) {
            return unexpected(exception, context);
        }
        return map(new RefusedByHttp(status), context);
    }

    /** Everything else: our fault or that of something we lean on. */
    @ServerExceptionMapper
    public Response map(Throwable exception, RoutingContext context) {
        return Outage.isCauseOf(exception)
                ? outage(exception, context)
                : unexpected(exception, context);
    }

    private Response outage(Throwable exception, RoutingContext context) {
        LOG.warnf(
                "Dependency unavailable path=%s cause=%s",
                context.normalizedPath(), Outage.told(exception));
        return map(new DependencyUnavailable("A part that this request needs"), context);
    }

    private Response unexpected(Throwable exception, RoutingContext context) {
        LOG.errorf(
                exception,
                "Request failed method=%s path=%s",
                context.request().method(),
                context.normalizedPath());
        return map(new Unexpected(), context);
    }
}
