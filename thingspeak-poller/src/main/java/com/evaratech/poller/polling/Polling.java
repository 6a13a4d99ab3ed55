package com.evaratech.poller.polling;

import com.evaratech.common.directory.Directory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/** Polls from the service's start to its end. */
@Singleton
class Polling {

    private final PollScheduler scheduler;

    Polling(
            Directory directory,
            ClaimRepository claims,
            ChannelPoll channelPoll,
            PollMetrics metrics,
            PollingConfig config) {
        this.scheduler = new PollScheduler(directory, claims, channelPoll, metrics, config);
    }

    void start(@Observes StartupEvent event) {
        scheduler.start();
    }

    /** Before the directory ends, which polls under way still ask. */
    void stop(@Observes @Priority(Interceptor.Priority.APPLICATION) ShutdownEvent event) {
        scheduler.stop();
    }
}
