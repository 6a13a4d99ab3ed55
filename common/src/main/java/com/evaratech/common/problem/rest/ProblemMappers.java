package com.evaratech.common.problem.rest;

import com.evaratech.common.problem.Problem;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.RefusedByHttp;
import com.evaratech.common.problem.Status;
import com.evaratech.common.request.RequestId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where exceptions of JAX-RS resources become answers. */
public class ProblemMappers {

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
        return map(ThrownProblem.of(exception, context), context);
    }

    /** A body that is no JSON. */
    @ServerExceptionMapper
    public Response map(JsonProcessingException exception, RoutingContext context) {
        return map(ThrownProblem.of(exception, context), context);
    }

    /** What the HTTP layer itself refuses: unknown path, method, media type. */
    @ServerExceptionMapper
    public Response map(WebApplicationException exception, RoutingContext context) {
        if (exception.getCause() instanceof JsonProcessingException json) {
            return map(ThrownProblem.of(json, context), context);
        }
        Status status = Status.of(exception.getResponse().getStatus());
        if (status == Status.INTERNAL_SERVER_ERROR) {
            return map(ThrownProblem.unexpected(exception, context), context);
        }
        return map(new RefusedByHttp(status), context);
    }

    /** Everything else: our fault or that of something we lean on. */
    @ServerExceptionMapper
    public Response map(Throwable exception, RoutingContext context) {
        return map(ThrownProblem.of(exception, context), context);
    }
}
