package com.evaratech.gateway.cache;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.Route.Callers;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.gate.AccessGate;
import com.evaratech.gateway.way.Station;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends kept answers when somebody changes something through the gateway: once before the service is
 * asked, and once before whoever changed it hears that it is done and looks.
 */
@Singleton
class ChangeMarks {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    // Readings change no answer that is kept by what changed it.
    private static final Set<Callers> OF_DEVICES = Set.of(Callers.DEVICES, Callers.CHANNELS);

    private final KeptAnswers answers;
    private final Directory directory;
    private final boolean isOn;

    ChangeMarks(KeptAnswers answers, Directory directory, CacheConfig config) {
        this.answers = answers;
        this.directory = directory;
        this.isOn = config.ttl().isPositive();
    }

    void register(@Observes Router router) {
        if (isOn) {
            Station.CHANGE_MARKS.of(router).handler(this::watch);
        }
    }

    private void watch(RoutingContext context) {
        Route route = AccessGate.routeOf(context);
        if (!SAFE.contains(route.method()) && !OF_DEVICES.contains(route.callers())) {
            List<String> marks = Question.marksOfChange(route.service(), tenant(context));
            answers.mark(marks);
            context.addHeadersEndHandler(answering -> answers.mark(marks));
        }
        context.next();
    }

    /** Who is no caller yet, or of an unknown tenant, may change anybody's. */
    private Tenant tenant(RoutingContext context) {
        @Nullable Caller caller = AccessGate.callerOf(context);
        return Optional.ofNullable(caller)
                .flatMap(known -> Tenant.of(known.scope(), directory))
                .orElseGet(Tenant.All::new);
    }
}
