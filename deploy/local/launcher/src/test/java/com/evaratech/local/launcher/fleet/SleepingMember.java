package com.evaratech.local.launcher.fleet;

import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A member whose process does nothing but live. */
final class SleepingMember implements Member {

    private final String name;
    private final Part.Kind kind;
    private final Consumer<String> stopped;
    private String url = "http://127.0.0.1:" + LoopbackPorts.free();
    private Readiness.Outcome outcome = Readiness.Outcome.READY;
    private boolean refusesToStop;
    private @Nullable RuntimeException refusal;
    private int refusals;
    private @Nullable ProcessHandle process;

    SleepingMember(String name, Part.Kind kind) {
        this(name, kind, _ -> {});
    }

    /** Tells {@code stopped} its name when it was stopped. */
    SleepingMember(String name, Part.Kind kind, Consumer<String> stopped) {
        this.name = name;
        this.kind = kind;
        this.stopped = stopped;
    }

    /** Answers there, as far as it says. */
    SleepingMember at(String url) {
        this.url = url;
        return this;
    }

    void endAtOnce() {
        outcome = Readiness.Outcome.ENDED;
    }

    /** From now on starting throws, as often as given. */
    void refuseToStart(RuntimeException why, int times) {
        refusal = why;
        refusals = times;
    }

    /** From now on stopping throws, until it is told to stop as others do. */
    void refuseToStop(boolean refuses) {
        refusesToStop = refuses;
    }

    void neverReady() {
        outcome = Readiness.Outcome.SLOW;
    }

    long pid() {
        return running().pid();
    }

    boolean isRunning() {
        return ProcessIdentity.isRunning(running());
    }

    void kill() {
        var _ = OrderlyStop.kill(running());
    }

    private ProcessHandle running() {
        ProcessHandle started = process;
        if (started == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return started;
    }

    @Override
    public ProcessHandle start() throws IOException {
        if (refusal != null && refusals > 0) {
            refusals--;
            throw refusal;
        }
        ProcessHandle started = new ProcessBuilder("sleep", "600").start().toHandle();
        process = started;
        return started;
    }

    @Override
    public Readiness.Outcome awaitReady(Duration limit, StopSignal stop) {
        return outcome;
    }

    @Override
    public void stop() {
        if (refusesToStop) {
            throw new IllegalStateException("it hangs");
        }
        var _ = OrderlyStop.stop(running(), Duration.ofSeconds(10));
        stopped.accept(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Part.Kind kind() {
        return kind;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public @Nullable String management() {
        return null;
    }
}
