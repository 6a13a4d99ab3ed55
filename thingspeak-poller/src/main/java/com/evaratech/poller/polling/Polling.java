package com.evaratech.poller.polling;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.loop.Loop;
import com.evaratech.poller.source.PoliteSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;

/** Polls from the service's start to its end. */
@Singleton
class Polling {

    private static final Duration UNTIL_LOOKED = Duration.ofSeconds(10);

    private final PollScheduler scheduler;
    private final Loop watch;

    Polling(
            Directory directory,
            ClaimRepository claims,
            ChannelPoll channelPoll,
            PoliteSource source,
            PollMetrics metrics,
            PollingConfig config) {
        this.scheduler = new PollScheduler(directory, claims, channelPoll, source, metrics, config);
        // Beside the claims: when these stop, nobody else would tell that channels wait.
        this.watch =
                new Loop(
                        "longest-due",
                        () -> {
                            metrics.longestDue(claims.longestDue());
                            return UNTIL_LOOKED;
                        });
    }

    void start(@Observes StartupEvent event) {
        scheduler.start();
        watch.start();
    }

    /** Before the directory ends, which polls under way still ask. */
    void stop(@Observes @Priority(Interceptor.Priority.APPLICATION) ShutdownEvent event) {
        watch.stop();
        scheduler.stop();
    }
}
