package com.evaratech.alert.deliveries;

import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;

/**
 * Shows how much waits to be told, of the whole fleet, by kind of receiver. Every replica shows the
 * same: take the highest, not the sum.
 */
@Singleton
class DeliveryBacklog implements Round {

    static final String WAITING = "evara.deliveries.waiting";
    static final String HELD = "evara.deliveries.held";
    static final String AGE = "evara.deliveries.age";

    private static final Duration PAUSE = Duration.ofSeconds(15);

    // What is due later, as an escalation is, does not wait for anybody yet.
    private static final String QUERY =
            """
            select r.kind,
                count(*) filter (where d.held is null) as waiting,
                count(d.held) as held,
                coalesce(extract(epoch from now() - min(d.tried_from) filter (where d.held is null)), 0) as age
            from alerting.delivery d
            join alerting.route r on r.number = d.route_number
            where d.state = 'waiting' and (d.held is not null or d.due_at <= now() or d.attempts > 0)
            group by r.kind
            """;

    private record Backlog(long waiting, long held, double ageSeconds) {}

    private static final Backlog NOTHING = new Backlog(0, 0, 0);

    private final DataSource database;
    private final Loop loop = new Loop("alert delivery backlog", this);
    private volatile Map<RouteKind, Backlog> seen = Map.of();

    DeliveryBacklog(DataSource database, MeterRegistry registry) {
        this.database = database;
        for (RouteKind kind : RouteKind.values()) {
            show(
                    registry,
                    WAITING,
                    "Deliveries that are due and not told yet",
                    kind,
                    Backlog::waiting);
            show(registry, HELD, "Deliveries that are kept back", kind, Backlog::held);
            var _ =
                    Gauge.builder(AGE, () -> of(kind).ageSeconds())
                            .description("How long the oldest delivery has been due")
                            .baseUnit("seconds")
                            .tag("kind", kind.code())
                            .register(registry);
        }
    }

    private void show(
            MeterRegistry registry,
            String name,
            String description,
            RouteKind kind,
            ToDoubleFunction<Backlog> figure) {
        var _ =
                Gauge.builder(name, () -> figure.applyAsDouble(of(kind)))
                        .description(description)
                        .tag("kind", kind.code())
                        .register(registry);
    }

    private Backlog of(RouteKind kind) {
        return seen.getOrDefault(kind, NOTHING);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    @Override
    public Duration run() throws SQLException {
        Map<RouteKind, Backlog> now = new EnumMap<>(RouteKind.class);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(QUERY);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                var backlog =
                        new Backlog(
                                rows.getLong("waiting"),
                                rows.getLong("held"),
                                Math.max(0, rows.getDouble("age")));
                RouteKind.ofCode(rows.getString("kind")).ifPresent(kind -> now.put(kind, backlog));
            }
        }
        seen = Map.copyOf(now);
        return PAUSE;
    }
}
