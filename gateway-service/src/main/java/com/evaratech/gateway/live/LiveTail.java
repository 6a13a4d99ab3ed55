package com.evaratech.gateway.live;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamTopology;
import com.evaratech.gateway.flags.Flag;
import com.evaratech.gateway.flags.Flags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is added to the bus while live updates are switched on, and what is a little older for
 * those who come back.
 */
@Singleton
class LiveTail {

    // Below what a loop has to finish its round.
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
    private static final Duration UNTIL_KNOWN = Duration.ofMillis(100);

    // Asking the bus costs the same for one entry as for dozens; nobody sees so short a wait. An
    // entry that comes later than that waits for nothing.
    private static final Duration APART = Duration.ofMillis(10);
    private static final Duration UNTIL_SWITCHED_ON = Duration.ofSeconds(1);

    private final Bus bus;
    private final StreamDefinition readings;
    private final Directory directory;
    private final Flow flow;
    private final Flags flags;
    private final LiveConfig config;
    private final InstantSource clock;
    private final Loop loop = new Loop("live tail", new Rounds());

    LiveTail(
            Bus bus,
            StreamDefinition readings,
            Directory directory,
            Flow flow,
            Flags flags,
            LiveConfig config,
            InstantSource clock) {
        this.bus = bus;
        this.readings = readings;
        this.directory = directory;
        this.flow = flow;
        this.flags = flags;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** On the loop's thread. */
    private final class Rounds implements Round {

        private @Nullable BusConnection connection;
        private @Nullable TailReader reader;

        /** Who may see what is only known while the directory is: without it nothing is sent. */
        @Override
        public Duration run() {
            try {
                if (!flags.isOn(Flag.ENABLE_WEBSOCKETS)) {
                    // Each time, since somebody may have connected as it was switched.
                    flow.switchOff();
                    end();
                    return UNTIL_SWITCHED_ON;
                }
                if (!directory.isFresh()) {
                    end();
                    return UNTIL_KNOWN;
                }
                TailReader tail = reader();
                for (TailReader.Added added : tail.next()) {
                    take(added);
                }
                flow.settle(tail);
                return APART;
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
                long since = clock.millis() - config.resume().toMillis();
                current = new TailReader(made, readings, since, PATIENCE);
                reader = current;
                flow.begin(current);
            }
            return current;
        }

        private void take(TailReader.Added added) {
            if (!directory.isFresh()) {
                throw new IllegalStateException("who may see what is not known any more");
            }
            flow.take(added);
        }

        @Override
        public void end() {
            flow.pause();
            reader = null;
            BusConnection mine = connection;
            connection = null;
            if (mine != null) {
                mine.close();
            }
        }
    }
}
