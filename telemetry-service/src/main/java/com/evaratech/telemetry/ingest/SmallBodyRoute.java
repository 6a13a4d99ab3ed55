package com.evaratech.telemetry.ingest;

import com.evaratech.common.gate.CurrentDevice;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.common.problem.rest.ThrownProblem;
import com.evaratech.telemetry.ingest.DeviceLimits.Open;
import com.evaratech.telemetry.ingest.Rejections.Way;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes small documents, as nearly all devices send them, on the event loop: the hand-over to a
 * thread that may wait, and back, costs more than all that is done with one reading. Nothing here
 * waits; whatever may have to, or is large, goes on to {@link IngestResource}.
 */
@Singleton
class SmallBodyRoute {

    /** In front of the platform's own routes. */
    static final int ORDER = 0;

    // 4 KiB: some ten readings, which are read faster than a thread is handed over to.
    private static final int MOST_BYTES = 4 << 10;
    private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9]{1,4}");

    // As libraries write it; the rest of what means the same is understood by the resource.
    private static final String JSON = "application/json";
    private static final Set<String> DOCUMENT =
            Set.of(JSON, JSON + ";charset=utf-8", JSON + "; charset=utf-8");

    private final Senders senders;
    private final DeviceLimits limits;
    private final Ingestion ingestion;

    SmallBodyRoute(Senders senders, DeviceLimits limits, Ingestion ingestion) {
        this.senders = senders;
        this.limits = limits;
        this.ingestion = ingestion;
    }

    void register(@Observes Router router) {
        router.post("/api/v1/telemetry").order(ORDER).handler(this::take);
    }

    private void take(RoutingContext context) {
        if (!isSmallDocument(context.request())) {
            context.next();
            return;
        }
        String key = CurrentDevice.of(context).id();
        try {
            Open open = limits.begin(key);
            var _ =
                    answer(context)
                            .onComplete(done -> open.close())
                            .onSuccess(answer -> tell(context, answer))
                            .onFailure(thrown ->
                                    ProblemWriter.answer(
                                            context, ThrownProblem.of(thrown, context)));
        } catch (ProblemException tooFast) {
            ProblemWriter.answer(context, tooFast);
        }
    }

    private static boolean isSmallDocument(HttpServerRequest request) {
        @Nullable String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null
                && DOCUMENT.contains(type.toLowerCase(Locale.ROOT))
                && isSmall(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                && request.getHeader(HttpHeaders.CONTENT_ENCODING) == null
                // What is told to wait for leave is not there yet, and a key is looked up on the
                // bus.
                && request.getHeader(HttpHeaders.EXPECT) == null
                && request.getHeader(IdempotencyKey.HEADER) == null;
    }

    private static boolean isSmall(@Nullable String length) {
        return length != null
                && SHORT_NUMBER.matcher(length).matches()
                && Integer.parseInt(length) <= MOST_BYTES;
    }

    private Future<Answer> answer(RoutingContext context) {
        try {
            Sender sender = senders.of(CurrentDevice.of(context), Way.HTTP);
            Future<Buffer> whole = context.request().body();
            // The platform holds requests back until somebody reads them.
            context.request().resume();
            return whole.recover(brokeOff -> Future.failedFuture(SentBody.brokenOff()))
                    .compose(body -> answer(sender, body));
        } catch (RuntimeException refused) { // told like all others, and the request is closed
            return Future.failedFuture(refused);
        }
    }

    private Future<Answer> answer(Sender sender, Buffer body) {
        try {
            var items = SentDocument.read(body.getBytes());
            return Future.fromCompletionStage(
                    ingestion.begin(sender, items), Vertx.currentContext());
        } catch (IOException noJson) {
            return Future.failedFuture(noJson);
        }
    }

    private static void tell(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        answer.retryAfter().ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, wait));
        // Whether the device still reads it is nobody's concern here.
        var _ =
                response.setStatusCode(answer.status())
                        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .end(Json.encodeToBuffer(answer.results()));
    }
}
