package com.evaratech.common.request;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that a request keeps on its way through the fleet. */
public final class RequestId {

    /** Request and response header that carries it. */
    public static final String HEADER = "X-Request-Id";

    /** Name of the logging context's field that carries it. */
    public static final String MDC_KEY = "requestId";

    // Short and without blanks or quotes, so that a caller's id can be logged as it is.
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private static final String CONTEXT_KEY = "evara.request-id";

    private RequestId() {}

    /** The id of this request, {@code null} before {@link RequestIdFilter} has run. */
    public static @Nullable String of(RoutingContext context) {
        return context.get(CONTEXT_KEY);
    }

    /** The caller's own id when it is an acceptable one, otherwise a new one. */
    static String acceptOrIssue(@Nullable String offered) {
        return offered != null && ACCEPTED.matcher(offered).matches()
                ? offered
                : UUID.randomUUID().toString();
    }

    static void assign(RoutingContext context, String id) {
        context.put(CONTEXT_KEY, id);
    }
}
