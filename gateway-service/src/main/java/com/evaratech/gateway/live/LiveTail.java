package com.evaratech.gateway.live;

import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamTopology;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is added to the bus to those who listen, from the process' start to its end. Nothing
 * is caught up with: who was away reads what is stored.
 */
@Singleton
class LiveTail {

    // Below what a loop has to finish its round.
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
    private static final Duration UNTIL_KNOWN = Duration.ofMillis(100);

    private final Bus bus;
    private final StreamDefinition readings;
    private final Directory directory;
    private final LiveSessions sessions;
    private final ReadingPush readingPush;
    private final AlertPush alertPush;
    private final boolean enabled;
    private final Loop loop = new Loop("live tail", new Rounds());

    LiveTail(
            Bus bus,
            StreamDefinition readings,
            Directory directory,
            LiveSessions sessions,
            ReadingPush readingPush,
            AlertPush alertPush,
            LiveConfig config) {
        this.bus = bus;
        this.readings = readings;
        this.directory = directory;
        this.sessions = sessions;
        this.readingPush = readingPush;
        this.alertPush = alertPush;
        this.enabled = config.enabled();
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (enabled) {
            loop.stop();
        }
    }

    /** On the loop's thread. */
    private final class Rounds implements Round {

        private @Nullable BusConnection connection;
        private @Nullable TailReader reader;

        /** Who may see what is only known while the directory is: without it nothing is sent. */
        @Override
        public Duration run() {
            try {
                if (!directory.isFresh()) {
                    end();
                    return UNTIL_KNOWN;
                }
                TailReader tail = reader();
                for (TailReader.Added added : tail.next()) {
                    push(added);
                }
                return Duration.ZERO;
            } catch (RuntimeException e) {
                end();
                throw e;
            }
        }

        private TailReader reader() {
            TailReader current = reader;
            if (current == null) {
                BusConnection made = bus.connect(LONGEST_ANSWER);
                connection = made;
                StreamTopology.require(made, readings);
                current = new TailReader(made, readings, PATIENCE);
                reader = current;
                sessions.resume();
            }
            return current;
        }

        private void push(TailReader.Added added) {
            if (!directory.isFresh()) {
                throw new IllegalStateException("who may see what is not known any more");
            }
            if (added.stream().equals(AlertStream.STREAM)) {
                alertPush.push(added.fields());
            } else {
                readingPush.push(added.fields());
            }
        }

        @Override
        public void end() {
            sessions.pause();
            reader = null;
            BusConnection mine = connection;
            connection = null;
            if (mine != null) {
                mine.close();
            }
        }
    }
}
