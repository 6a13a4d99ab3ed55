package com.evaratech.alert.notices;

import com.evaratech.alert.deliveries.Audience;
import com.evaratech.alert.deliveries.DeliverySender;
import com.evaratech.alert.deliveries.NodesAtWork;
import com.evaratech.common.access.Scope;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.sql.Transaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Makes one message for each channel of what waits for it, when the first of it has waited its
 * time. Replicas share the channels; while one has not got what was made for it, nothing more is
 * made.
 */
@Singleton
public class NoticeMessages implements Round {

    private static final Logger LOG = Logger.getLogger(NoticeMessages.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    // With what is told of each, some 2 kB.
    private static final int MOST_ALERTS = 20_000;

    // Another transaction changed a channel's route after this one began to look.
    private static final String OVERTAKEN = "40001";

    private final DataSource database;
    private final Audience audience;
    private final NodesAtWork work;
    private final DeliverySender sender;
    private final InstantSource clock;
    private final Loop loop = new Loop("messages to people", this);

    // Routes of channels that the last message could not be made for; each is told of once.
    private final Set<Long> failing = new HashSet<>();

    NoticeMessages(
            DataSource database,
            Audience audience,
            NodesAtWork work,
            DeliverySender sender,
            InstantSource clock) {
        this.database = database;
        this.audience = audience;
        this.work = work;
        this.sender = sender;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Looks soon at what was committed; many calls at once make one round. */
    public void soon() {
        loop.soon();
    }

    @Override
    public Duration run() throws SQLException {
        try {
            int looked = Transaction.of(database, this::compose);
            if (looked > 0) {
                sender.soon();
            }
            return looked == 0 ? PAUSE : Duration.ZERO;
        } catch (SQLException e) {
            if (OVERTAKEN.equals(e.getSQLState())) {
                return PAUSE;
            }
            throw e;
        }
    }

    /** What comes of it: collected for all channels, written at once. */
    private static final class Outcomes {

        private int channels;
        private final Set<Long> done = new HashSet<>();
        private final Set<Long> later = new HashSet<>();
        private final List<JsonObject> kept = new ArrayList<>();
        private final List<Message> messages = new ArrayList<>();
    }

    /** Returns for how many channels something came of it. */
    private int compose(Connection transaction) throws SQLException {
        MessageTable.begin(transaction);
        List<DueChannel> channels = MessageTable.due(transaction);
        if (channels.isEmpty()) {
            return 0;
        }
        List<Long> routes = channels.stream().map(DueChannel::routeNumber).toList();
        Map<Long, Waiting> waiting = MessageTable.waiting(transaction, routes);
        Set<Long> numbers = bounded(channels, waiting);
        var events = new Events(AlertNow.of(transaction, numbers));
        Map<Long, UUID> storms = MessageTable.storms(transaction, routes);
        Map<UUID, Boolean> known = new HashMap<>();
        Predicate<UUID> isAtWork = node -> known.computeIfAbsent(node, work::isDoneOn);
        var outcomes = new Outcomes();
        for (DueChannel channel : channels) {
            Waiting of = waiting.get(channel.routeNumber());
            if (of != null) {
                outcomes.channels++;
                composed(channel, of, events, storms, isAtWork, outcomes);
            }
        }
        MessageTable.putOff(transaction, outcomes.later);
        MessageTable.clear(transaction, outcomes.done);
        MessageTable.keep(transaction, outcomes.kept);
        MessageTable.make(transaction, outcomes.messages);
        return outcomes.channels;
    }

    /** One channel that nothing can be made for holds up no other. */
    private void composed(
            DueChannel channel,
            Waiting waiting,
            Events events,
            Map<Long, UUID> storms,
            Predicate<UUID> isAtWork,
            Outcomes outcomes) {
        long route = channel.routeNumber();
        try {
            compose(channel, waiting, events, storms, isAtWork, outcomes);
            boolean _ = failing.remove(route);
        } catch (DependencyUnavailable e) {
            // It waits until it can be told what the person sees.
            boolean _ = outcomes.later.add(route);
        } catch (RuntimeException e) { // the channel's outermost edge
            boolean _ = outcomes.later.add(route);
            if (failing.add(route)) {
                LOG.warnf(e, "Message to a person could not be made route=%d", route);
            }
        }
    }

    private void compose(
            DueChannel channel,
            Waiting waiting,
            Events events,
            Map<Long, UUID> storms,
            Predicate<UUID> isAtWork,
            Outcomes outcomes) {
        // What was noted while its person switched it off.
        Optional<Scope> scope =
                channel.enabled() ? audience.scopeOf(channel.owner()) : Optional.empty();
        if (scope.isEmpty()) {
            boolean _ = outcomes.done.addAll(waiting.notices());
            return;
        }
        long route = channel.routeNumber();
        var terms = Terms.of(clock.instant(), scope.get(), channel.quietHours(), isAtWork);
        var composition = Composition.of(waiting.changes(), events.alerts, terms);
        List<Long> told = composition.told();
        // All of it or nothing: what follows does not fail.
        Optional<Message> message =
                told.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Message.of(
                                        route,
                                        scope.get(),
                                        told,
                                        told.stream().map(events::of).toList(),
                                        storms.get(route)));
        boolean _ = outcomes.done.addAll(waiting.notices());
        composition
                .kept()
                .forEach((hold, changes) ->
                        outcomes.kept.addAll(MessageTable.kept(route, hold, changes)));
        message.ifPresent(outcomes.messages::add);
    }

    /**
     * The alerts that these channels are about. Channels that would make them too many are left for
     * the next time, but for the first.
     */
    private static Set<Long> bounded(List<DueChannel> channels, Map<Long, Waiting> waiting) {
        Set<Long> numbers = new HashSet<>();
        for (DueChannel channel : channels) {
            Waiting of = waiting.get(channel.routeNumber());
            if (of == null) {
                continue;
            }
            Set<Long> more = new HashSet<>();
            of.changes().forEach(change -> more.add(Math.abs(change)));
            boolean _ = more.removeAll(numbers);
            if (!numbers.isEmpty() && numbers.size() + more.size() > MOST_ALERTS) {
                var _ = waiting.remove(channel.routeNumber());
            } else {
                boolean _ = numbers.addAll(more);
            }
        }
        return numbers;
    }

    /** What is told of each change, written once for all who are told of it. */
    private static final class Events {

        private final Map<Long, AlertNow> alerts;
        private final Map<Long, JsonObject> written = new HashMap<>();

        Events(Map<Long, AlertNow> alerts) {
            this.alerts = alerts;
        }

        JsonObject of(long change) {
            return written.computeIfAbsent(change, this::write);
        }

        private JsonObject write(long change) {
            AlertNow alert = alerts.get(Math.abs(change));
            if (alert == null) {
                throw new IllegalStateException("told of an alert that there is none of");
            }
            return alert.event(change > 0 ? AlertEvent.Type.OPENED : AlertEvent.Type.RESOLVED);
        }
    }
}
