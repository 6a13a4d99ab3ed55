package com.evaratech.bench.proof;

import com.evaratech.bench.proof.OwnerProcess.Told;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The owner processes that live now, the oldest first. */
final class Owners implements AutoCloseable {

    private static final int LONGEST_STOP_SECONDS = 30;

    private final Map<Told, String> told;
    private final List<Process> living = new ArrayList<>();
    private int kills;

    Owners(Map<Told, String> told) {
        this.told = new EnumMap<>(told);
    }

    /** Starts one more; it works within a second or two. */
    Process start() throws IOException {
        return start(0);
    }

    /** Starts one that takes that long for each entry. */
    Process start(int millisPerEntry) throws IOException {
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OwnerProcess.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD);
        told.forEach((what, value) -> builder.environment().put(what.variable(), value));
        builder.environment()
                .put(Told.MILLIS_PER_ENTRY.variable(), Integer.toString(millisPerEntry));
        Process owner = builder.start();
        living.add(owner);
        return owner;
    }

    Process oldest() {
        return living.getFirst();
    }

    List<Process> living() {
        return List.copyOf(living);
    }

    /** Kills one on the spot. */
    void kill(Process owner) throws InterruptedException {
        int _ = owner.destroyForcibly().waitFor();
        living.remove(owner);
        kills++;
    }

    /** Lets one end in order, as at a deployment. */
    void stop(Process owner) throws IOException, InterruptedException {
        owner.getOutputStream().close();
        if (!owner.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("an owner did not end in order");
        }
        living.remove(owner);
    }

    void stopAll() throws IOException, InterruptedException {
        for (Process owner : living()) {
            stop(owner);
        }
    }

    int kills() {
        return kills;
    }

    @Override
    public void close() {
        living.forEach(Process::destroyForcibly);
    }
}
