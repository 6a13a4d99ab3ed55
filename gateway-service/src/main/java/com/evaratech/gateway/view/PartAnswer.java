package com.evaratech.gateway.view;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.gateway.routing.ServiceAnswer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of the question for one part of a view. */
sealed interface PartAnswer {

    /** It is there. */
    record Known(Object value) implements PartAnswer {}

    /**
     * It is not.
     *
     * @param reason code of the problem, the service's or that of the way to it
     */
    record Unavailable(String reason) implements PartAnswer {}

    /**
     * The part in a service's answer.
     *
     * @param content finds it in the body; {@code null} when it is not there
     */
    static PartAnswer of(ServiceAnswer answer, Function<JsonObject, @Nullable Object> content) {
        try {
            JsonObject body = new JsonObject(answer.body());
            if (!answer.isOk()) {
                return new Unavailable(body.getString("code", status(answer)));
            }
            Object value = content.apply(body);
            return value == null ? new Unavailable("service_unreadable") : new Known(value);
        } catch (DecodeException | ClassCastException e) {
            return new Unavailable(answer.isOk() ? "service_unreadable" : status(answer));
        }
    }

    /** A part that was not answered. */
    static PartAnswer of(Throwable failure) {
        return new Unavailable(
                failure instanceof ProblemException problem ? problem.code() : "service_failed");
    }

    private static String status(ServiceAnswer answer) {
        return "status_" + answer.status();
    }
}
