package com.evaratech.telemetry.export;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many portions of files are read at a time: on a quarter of the connections that serve
 * requests, and at least one. A file takes as long as it takes; people with a question do not wait
 * for it. For virtual threads.
 */
@Singleton
class ExportRoom {

    // Files, and devices that speak ThingSpeak's API, leave a quarter at least to everybody else.
    private static final int SHARE = 4;

    private final Semaphore room;

    ExportRoom(
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size", defaultValue = "5")
                    int connections) {
        // Fair: files that are written at the same time grow at the same pace.
        this.room = new Semaphore(Math.max(1, connections / SHARE), true);
    }

    /** Asks when there is room, and waits for the answer. */
    <T> T read(Supplier<Uni<T>> question) {
        room.acquireUninterruptibly();
        try {
            return question.get().await().indefinitely();
        } finally {
            room.release();
        }
    }
}
