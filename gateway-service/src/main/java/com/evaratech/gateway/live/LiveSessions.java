package com.evaratech.gateway.live;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All connections of this process, and how many each person has. */
@Singleton
class LiveSessions {

    private final LiveConfig config;
    private final LiveMetrics metrics;
    private final Directory directory;
    private final Set<LiveSession> open = ConcurrentHashMap.newKeySet();
    private final Interests<LiveSession> interests = new Interests<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Thread atTheEnd = new Thread(this::goAway, "live-updates-end");
    private int allPlaces;
    private volatile boolean flowing;
    private volatile boolean leaving;

    LiveSessions(LiveConfig config, LiveMetrics metrics, Directory directory) {
        this.config = config;
        this.metrics = metrics;
        this.directory = directory;
        metrics.watch(open::size);
        directory.onChange(
                DirectoryKinds.PROFILE,
                (subject, before, after) ->
                        open.stream()
                                .filter(session -> session.subject().equals(subject))
                                .forEach(session -> session.profileIs(after)));
        directory.onChange(
                DirectoryKinds.API_KEY,
                (id, before, after) ->
                        open.stream()
                                .filter(session ->
                                        session.caller().apiKeyId().equals(Optional.of(id)))
                                .forEach(session ->
                                        session.profileIs(after == null ? null : after.profile())));
    }

    /**
     * A signal ends connections at once: an orderly stop would wait for them as for requests until
     * its time is up, and clients find another replica meanwhile.
     */
    void start(@Observes StartupEvent event) {
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    void stop(@Observes ShutdownEvent event) {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            return; // the process ends, and the hook has done it
        }
        goAway();
    }

    /**
     * Keeps a place for a person's connection, which {@link #join} or {@link #leave} has to follow.
     *
     * @throws LiveProblem when there is none
     */
    void keepPlace(String subject) {
        synchronized (places) {
            int ofPerson = places.getOrDefault(subject, 0);
            if (ofPerson >= config.connectionsPerPerson()) {
                throw LiveProblem.tooManyOfPerson(config.connectionsPerPerson());
            }
            if (leaving || allPlaces >= config.connections()) {
                throw LiveProblem.full();
            }
            places.put(subject, ofPerson + 1);
            allPlaces++;
        }
    }

    /** Gives a place back. */
    void leave(String subject) {
        synchronized (places) {
            var _ =
                    places.computeIfPresent(
                            subject, (person, count) -> count == 1 ? null : count - 1);
            allPlaces--;
        }
    }

    /** Takes the place. What became of the person since the gate let them in counts as well. */
    void join(LiveSession session) {
        open.add(session);
        session.open();
        // In memory, so it is known at once; what is not known now will be told by the listener.
        directory
                .profileOf(session.caller())
                .subscribe()
                .with(profile -> session.profileWas(profile.orElse(null)), failure -> {});
        if (leaving) {
            session.end(Ending.GOING_AWAY);
        }
    }

    /** A connection is over. */
    void left(LiveSession session) {
        if (open.remove(session)) {
            leave(session.subject());
        }
    }

    /** Finds those who are told what comes. */
    Interests<LiveSession> interests() {
        return interests;
    }

    void ending(Ending ending) {
        metrics.ended(ending);
    }

    /** Who is to hear this. */
    List<LiveSession> receivers(News news) {
        List<LiveSession> found = interests.about(news.node(), news.place());
        boolean _ = found.removeIf(session -> !session.receives(news));
        return found;
    }

    /**
     * Tells clients where they are.
     *
     * @param allOfThem also those that were sent nothing
     */
    void tellCursor(Message cursor, boolean allOfThem) {
        open.forEach(session -> session.tellCursor(cursor, allOfThem));
    }

    /** Whether what comes in is seen. */
    boolean isFlowing() {
        return flowing;
    }

    /** What comes in cannot be seen from here on. */
    void pause() {
        if (flowing) {
            flowing = false;
            tell(LiveMessages.PAUSED);
        }
    }

    /** What comes in is seen from here on, and what came before may have been missed. */
    void resume() {
        if (!flowing) {
            flowing = true;
            tell(LiveMessages.RESET);
        }
    }

    private void tell(Message message) {
        open.stream().filter(LiveSession::isSubscribed).forEach(session -> session.send(message));
    }

    private void goAway() {
        leaving = true;
        endAll(Ending.GOING_AWAY);
    }

    void endAll(Ending ending) {
        open.forEach(session -> session.end(ending));
    }
}
