package com.evaratech.gateway.merge;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.gateway.routing.ServiceAnswer;
import com.evaratech.gateway.routing.ServiceCalls;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks all sources of a list at the same time, each within the caller's scope, and merges their
 * rows.
 */
public final class MergedPages {

    private static final int REFUSED = 400;

    private final ServiceCalls services;
    private final List<Source> sources;
    private final List<String> filters;
    private final Duration patience;

    /**
     * The pages of one list.
     *
     * @param filters query parameters that every source understands in the same way
     * @param patience until a source's answer is whole
     */
    public MergedPages(
            ServiceCalls services, List<Source> sources, List<String> filters, Duration patience) {
        this.services = services;
        this.sources = List.copyOf(sources);
        this.filters = List.copyOf(filters);
        this.patience = patience;
    }

    /** Fails with {@link Refused} when a source refuses what was asked. */
    public Future<MergedPage> read(RoutingContext caller, Cursors from, int limit) {
        List<Future<Part>> asked = new ArrayList<>();
        for (Source source : sources) {
            if (!from.isAtEnd(source)) {
                asked.add(ask(caller, source, from.of(source), limit));
            }
        }
        return Future.all(asked)
                .map(all ->
                        MergedPage.merge(from, asked.stream().map(Future::result).toList(), limit));
    }

    private Future<Part> ask(
            RoutingContext caller, Source source, @Nullable String cursor, int limit) {
        return services.get(caller, source.service(), uri(caller, source, cursor, limit), patience)
                .map(answer -> part(source, answer))
                .recover(cause ->
                        cause instanceof ProblemException problem
                                ? Future.succeededFuture(new Part.Away(source, problem.code()))
                                : Future.failedFuture(cause));
    }

    private String uri(RoutingContext caller, Source source, @Nullable String cursor, int limit) {
        var uri = new StringBuilder(source.path()).append("?limit=").append(limit);
        MultiMap given = caller.queryParams();
        for (String filter : filters) {
            if (given.contains(filter)) {
                uri.append('&').append(filter).append('=').append(encoded(given.get(filter)));
            }
        }
        if (cursor != null) {
            uri.append("&cursor=").append(encoded(cursor));
        }
        return uri.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Part part(Source source, ServiceAnswer answer) {
        if (answer.status() == REFUSED) {
            throw new Refused(answer);
        }
        try {
            var body = new JsonObject(answer.body());
            if (!answer.isOk()) {
                return new Part.Away(source, body.getString("code", "status_" + answer.status()));
            }
            List<Part.Row> rows =
                    body.getJsonArray("items").stream()
                            .map(item -> Part.Row.of(source, (JsonObject) item))
                            .toList();
            return new Part.Rows(source, rows, body.getString("next"));
        } catch (DecodeException
                | ClassCastException
                | NullPointerException
                | DateTimeException e) {
            return new Part.Away(source, "service_unreadable");
        }
    }

    /** A source refused the question; so would the others. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ServiceAnswer answer;

        Refused(ServiceAnswer answer) {
            super("status " + answer.status(), null, false, false);
            this.answer = answer;
        }

        ServiceAnswer answer() {
            return answer;
        }
    }
}
