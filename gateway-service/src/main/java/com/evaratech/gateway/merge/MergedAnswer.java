package com.evaratech.gateway.merge;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.routing.ServiceAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How a list that is merged is answered over HTTP. */
public final class MergedAnswer {

    private static final Logger LOG = Logger.getLogger(MergedAnswer.class);
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    private MergedAnswer() {}

    /** Answers with whatever a handler throws. */
    public static void guarded(RoutingContext context, Runnable answer) {
        try {
            answer.run();
        } catch (ProblemException problem) {
            ProblemWriter.answer(context, problem);
        }
    }

    /**
     * Answers with the page that the query asks for.
     *
     * @param what the list, as the subject of a sentence
     */
    public static void page(RoutingContext context, MergedPages pages, String what) {
        Cursors from = Cursors.parse(context.queryParams().get("cursor"));
        int limit = limit(context.queryParams().get("limit"));
        pages.read(context, from, limit)
                .onSuccess(page -> end(context, page.toBuffer()))
                .onFailure(cause -> fail(context, cause, what));
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

    private static void end(RoutingContext context, Buffer body) {
        if (!context.response().closed()) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    // Said here, since Vert.x leaves it out of answers to HEAD.
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(body);
        }
    }

    /**
     * Answers with a failure.
     *
     * @param what the list, as the subject of a sentence
     */
    public static void fail(RoutingContext context, Throwable cause, String what) {
        if (context.response().closed()) {
            return;
        }
        switch (cause) {
            case MergedPages.Refused refused -> passBack(context, refused.answer());
            case ProblemException problem -> ProblemWriter.answer(context, problem);
            default -> {
                LOG.warnf("List not composed path=%s cause=%s", context.normalizedPath(), cause);
                ProblemWriter.answer(context, new DependencyUnavailable(what));
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
