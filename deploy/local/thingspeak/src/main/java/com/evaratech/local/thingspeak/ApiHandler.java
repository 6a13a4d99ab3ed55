package com.evaratech.local.thingspeak;

import com.evaratech.local.thingspeak.misbehave.AnswerSender;
import com.evaratech.local.thingspeak.misbehave.Fault;
import com.evaratech.local.thingspeak.misbehave.FaultTable;
import com.evaratech.local.thingspeak.misbehave.RequestCounts;
import com.evaratech.local.thingspeak.protocol.ApiRequest;
import com.evaratech.local.thingspeak.protocol.Errors;
import com.evaratech.local.thingspeak.protocol.Target;
import com.evaratech.local.thingspeak.protocol.TargetParser;
import com.evaratech.local.thingspeak.protocol.ThingSpeakApi;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request of ThingSpeak's interface, counts it, and has its answer sent, well or spoilt.
 */
final class ApiHandler implements Handler<RoutingContext> {
    private final ThingSpeakApi api;
    private final FaultTable faults;
    private final RequestCounts counts;
    private final AnswerSender sender;

    ApiHandler(ThingSpeakApi api, FaultTable faults, RequestCounts counts, AnswerSender sender) {
        this.api = api;
        this.faults = faults;
        this.counts = counts;
        this.sender = sender;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Target> target = TargetParser.parse(request.path());
        Optional<Long> channel = target.flatMap(ApiHandler::channel);
        Optional<Fault> fault = faults.strike(channel);
        counts.count(channel, fault.isPresent());
        if (fault.isPresent()) {
            sender.send(
                    fault.get(),
                    () ->
                            target.map(found -> api.answer(read(context, found)))
                                    .orElseGet(() -> Errors.of(404)),
                    request);
        } else if (target.isPresent()) {
            sender.send(api.answer(read(context, target.get())), request);
        } else {
            sender.send(Errors.of(404), request);
        }
    }

    private static Optional<Long> channel(Target target) {
        return target instanceof Target.InChannel in ? Optional.of(in.channel()) : Optional.empty();
    }

    private static ApiRequest read(RoutingContext context, Target target) {
        HttpServerRequest request = context.request();
        Buffer body = body(context);
        MultiMap parameters = request.params();
        String contentType = request.getHeader("content-type");
        if (target instanceof Target.Update
                && contentType != null
                && contentType.startsWith("application/json")) {
            addJson(parameters, body);
        }
        return new ApiRequest(
                request.method().name(),
                request.uri(),
                target,
                parameters,
                headerKey(request),
                body);
    }

    private static Buffer body(RoutingContext context) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    private static @Nullable String headerKey(HttpServerRequest request) {
        String key = request.getHeader("THINGSPEAKAPIKEY");
        return key == null ? request.getHeader("X-THINGSPEAKAPIKEY") : key;
    }

    private static void addJson(MultiMap parameters, Buffer body) {
        try {
            new JsonObject(body)
                    .forEach(entry -> {
                        if (entry.getValue() != null) {
                            parameters.set(entry.getKey(), entry.getValue().toString());
                        }
                    });
        } catch (DecodeException notJson) {
            // as without a body: the write then lacks its key and is refused with 0
            return;
        }
    }
}
