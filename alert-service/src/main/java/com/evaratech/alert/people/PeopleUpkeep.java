package com.evaratech.alert.people;

import com.evaratech.alert.people.Departures.Place;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.sql.Transaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Keeps what is known of people in line with the directory, a moment behind it, and removes what
 * belongs to people who are no more, and subscriptions to communities and nodes that are not.
 * Replicas may do so at once.
 */
@Singleton
class PeopleUpkeep implements Round {

    private static final Logger LOG = Logger.getLogger(PeopleUpkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS_AT_ALL = Duration.ofMinutes(10);

    private final DataSource database;
    private final Directory directory;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Loop loop = new Loop("upkeep of people", this);
    private long lookAtAllNanos = System.nanoTime();

    PeopleUpkeep(DataSource database, Directory directory) {
        this.database = database;
        this.directory = directory;
    }

    void start(@Observes StartupEvent event) {
        // What there is when it begins is looked at with all.
        directory.onChange(
                DirectoryKinds.PROFILE,
                (subject, before, _) -> {
                    if (before != null && changed.add(subject)) {
                        loop.soon();
                    }
                });
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    @Override
    public Duration run() throws SQLException {
        // That somebody is not there is only known while the directory is fresh.
        if (!directory.isFresh()) {
            return PAUSE;
        }
        if (System.nanoTime() - lookAtAllNanos >= 0) {
            lookAtAll();
            lookAtAllNanos = System.nanoTime() + BETWEEN_LOOKS_AT_ALL.toNanos();
        }
        Set<String> now = Set.copyOf(changed);
        if (!now.isEmpty()) {
            follow(now);
        }
        return PAUSE;
    }

    /** Somebody is kept who may have changed since it was known what of them is kept. */
    void look(String subject) {
        boolean _ = changed.add(subject);
        loop.soon();
    }

    /** Whoever changes from here on is looked at again. */
    private void follow(Set<String> subjects) throws SQLException {
        boolean _ = changed.removeAll(subjects);
        try {
            int _ =
                    Transaction.of(
                            database,
                            transaction ->
                                    settle(transaction, PersonTable.among(transaction, subjects)));
        } catch (SQLException | RuntimeException e) {
            boolean _ = changed.addAll(subjects);
            throw e;
        }
    }

    /** Looks at everybody, and at everything that was subscribed to. */
    void lookAtAll() throws SQLException {
        int _ =
                Transaction.of(
                        database, transaction -> settle(transaction, PersonTable.all(transaction)));
        int _ = Transaction.of(database, this::forgetSubjects);
    }

    private int settle(Connection transaction, Set<String> subjects) throws SQLException {
        Map<String, Profile> known = new HashMap<>();
        Set<String> gone = new HashSet<>();
        for (String subject : subjects) {
            try {
                Optional<Profile> profile = directory.profile(subject).await().indefinitely();
                profile.ifPresentOrElse(
                        found -> {
                            var _ = known.put(subject, found);
                        },
                        () -> {
                            boolean _ = gone.add(subject);
                        });
            } catch (DependencyUnavailable e) {
                // The others are not kept waiting.
                boolean _ = changed.add(subject);
            }
        }
        int removed = Departures.remove(transaction, gone);
        if (removed > 0) {
            LOG.infof("Channels of people who are no more were removed people=%d", removed);
        }
        return PersonTable.follow(transaction, known) + removed;
    }

    private int forgetSubjects(Connection transaction) throws SQLException {
        Set<UUID> gone = new HashSet<>();
        for (var place : Departures.places(transaction).entrySet()) {
            if (isGone(place.getKey(), place.getValue())) {
                boolean _ = gone.add(place.getKey());
            }
        }
        return Departures.forget(transaction, gone);
    }

    private boolean isGone(UUID id, Place place) {
        try {
            return switch (place) {
                case COMMUNITY -> directory.community(id).await().indefinitely().isEmpty();
                case NODE -> directory.node(id).await().indefinitely().isEmpty();
            };
        } catch (DependencyUnavailable e) {
            // It is looked at with all the next time.
            return false;
        }
    }
}
