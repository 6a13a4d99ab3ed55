package com.evaratech.gateway.audit;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.routing.ServiceAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The whole audit over HTTP: as pages, and as a file that is streamed. */
@Singleton
class AuditRoutes {

    static final String PATH = "/api/v1/audit";
    static final String EXPORT = PATH + "/export";

    private static final Logger LOG = Logger.getLogger(AuditRoutes.class);
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    private final AuditPages pages;

    AuditRoutes(AuditPages pages) {
        this.pages = pages;
    }

    void register(@Observes Router router) {
        router.route(PATH)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> guarded(context, () -> list(context)));
        router.route(EXPORT)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> guarded(context, () -> export(context)));
    }

    private static void guarded(RoutingContext context, Runnable answer) {
        try {
            answer.run();
        } catch (ProblemException problem) {
            ProblemWriter.answer(context, problem);
        }
    }

    private void list(RoutingContext context) {
        Cursors from = Cursors.parse(context.queryParams().get("cursor"));
        int limit = limit(context.queryParams().get("limit"));
        pages.read(context, from, limit)
                .onSuccess(page -> end(context, "application/json", page.toBuffer()))
                .onFailure(cause -> fail(context, cause));
    }

    private void export(RoutingContext context) {
        AuditFile file = AuditFile.of(context.queryParams().get("format"));
        new AuditExport(context, pages, file, cause -> fail(context, cause)).run();
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the error that both mistakes share
        }
        throw new InvalidRequest(
                FieldError.of("limit", text, "a whole number from 1 to " + LARGEST_LIMIT));
    }

    private static void end(RoutingContext context, String type, Buffer body) {
        if (!context.response().closed()) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, type)
                    // Said here, since Vert.x leaves it out of answers to HEAD.
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(body);
        }
    }

    private static void fail(RoutingContext context, Throwable cause) {
        if (context.response().closed()) {
            return;
        }
        switch (cause) {
            case AuditPages.Refused refused -> passBack(context, refused.answer());
            case ProblemException problem -> ProblemWriter.answer(context, problem);
            default -> {
                LOG.warnf("Audit not composed cause=%s", cause.toString());
                ProblemWriter.answer(context, new DependencyUnavailable("The audit"));
            }
        }
    }

    private static void passBack(RoutingContext context, ServiceAnswer answer) {
        context.response().headers().addAll(answer.headers());
        context.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length()))
                .end(answer.body());
    }
}
