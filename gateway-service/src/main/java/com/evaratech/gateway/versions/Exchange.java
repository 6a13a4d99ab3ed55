package com.evaratech.gateway.versions;

import com.evaratech.api.mapping.FieldPaths;
import com.evaratech.api.mapping.JsonMapping;
import com.evaratech.api.mapping.NameTable;
import com.evaratech.api.mapping.Place;
import com.evaratech.api.mapping.ToFirst;
import com.evaratech.api.mapping.ToSecond;
import com.evaratech.common.access.Route;
import com.evaratech.common.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of one request of version 2 and its answer is mapped, and how. */
final class Exchange {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final Place PROBLEM = new Place();

    static {
        PROBLEM.mark("errors.field", Place.What.FIELD);
    }

    private final Place sent;
    private final Place answered;
    private final String sentType;
    private final ToSecond toSecond;

    /**
     * @param route of the matrix; {@code null} when there is none, which the gate will say
     */
    Exchange(HttpServerRequest request, @Nullable Route route, NameTable names) {
        this.sentType = media(request.getHeader("Content-Type"));
        this.sent = route == null ? Place.UNKNOWN : names.sentTo(route.toString());
        this.answered = route == null ? Place.UNKNOWN : names.answeredBy(route.toString());
        boolean isJson = sentType.isEmpty() || isMapped(sentType);
        this.toSecond =
                new ToSecond(
                        request.path(),
                        Optional.ofNullable(request.query()).orElse(""),
                        new FieldPaths(sent, isJson));
    }

    /** Whether what is sent has names of ours. */
    boolean isSentMapped() {
        return isMapped(sentType);
    }

    /** The mapping of what is sent. */
    JsonMapping ofSent() {
        return new JsonMapping(sent, ToFirst.INSTANCE, sentType.equals(LINES));
    }

    /** The mapping of an answer by its type; nothing when it goes as it is. */
    Optional<JsonMapping> ofAnswer(@Nullable String contentType) {
        String type = media(contentType);
        if (type.equals(Problem.MEDIA_TYPE)) {
            return Optional.of(new JsonMapping(PROBLEM, toSecond, false));
        }
        return isMapped(type)
                ? Optional.of(new JsonMapping(answered, toSecond, type.equals(LINES)))
                : Optional.empty();
    }

    /** Whether a type of body has names of ours. */
    static boolean isMapped(String type) {
        return type.equals(JSON) || type.equals(LINES);
    }

    /** A type without its parameters; empty when there is none. */
    static String media(@Nullable String contentType) {
        return contentType == null
                ? ""
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
