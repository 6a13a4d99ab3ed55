package com.evaratech.local.launcher.fleet;

import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.process.ChildEnvironment;
import com.evaratech.local.process.OrderlyStop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that answers HTTP: a service in either form, or the ThingSpeak stand-in. */
final class HttpProcess implements Member {

    /** The services' own limit for finishing what they do (25 s), and the JVM's way out. */
    static final Duration PATIENCE = Duration.ofSeconds(27);

    /** At its end the JVM starts another that assembles the cache: 10 to 60 s. */
    private static final Duration TRAINING_PATIENCE = Duration.ofMinutes(5);

    /**
     * What to run.
     *
     * @param command program and arguments
     * @param environment variables set in addition to the few that every program inherits
     * @param workingDirectory free of files a program would read as its configuration
     * @param patience how long it may take to stop before it is killed
     */
    record Invocation(
            List<String> command,
            Map<String, String> environment,
            Path workingDirectory,
            Duration patience) {
        public Invocation {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Where it answers.
     *
     * @param url its address
     * @param management its management address, null when it has none
     * @param ready the address whose 200 says that it is ready
     */
    record Door(String url, @Nullable String management, URI ready) {}

    private final String name;
    private final Part.Kind kind;
    private final Door door;
    private final Invocation invocation;
    private final LogFiles logs;
    private final Readiness readiness;
    private @Nullable ProcessHandle process;

    HttpProcess(
            String name,
            Part.Kind kind,
            Door door,
            Invocation invocation,
            LogFiles logs,
            Readiness readiness) {
        this.name = name;
        this.kind = kind;
        this.door = door;
        this.invocation = invocation;
        this.logs = logs;
        this.readiness = readiness;
    }

    /** How long a service in this mode may take to stop. */
    static Duration patience(JvmMode mode) {
        return mode == JvmMode.TRAINING ? TRAINING_PATIENCE : PATIENCE;
    }

    @Override
    public ProcessHandle start() throws IOException {
        ProcessBuilder builder =
                ChildEnvironment.narrow(new ProcessBuilder(invocation.command()))
                        .directory(invocation.workingDirectory().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        logs.forNewProcess(name).toFile()));
        builder.environment().putAll(invocation.environment());
        var _ =
                builder.environment()
                        .put(PartMark.VARIABLE, PartMark.of(name, invocation.workingDirectory()));
        ProcessHandle started = builder.start().toHandle();
        process = started;
        return started;
    }

    @Override
    public Readiness.Outcome awaitReady(Duration limit, StopSignal stop)
            throws InterruptedException {
        ProcessHandle started = process;
        return started == null
                ? Readiness.Outcome.ENDED
                : readiness.await(started, door.ready(), limit, stop);
    }

    @Override
    public void stop() {
        ProcessHandle started = process;
        if (started != null) {
            var _ = OrderlyStop.stop(started, invocation.patience());
        }
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
        return door.url();
    }

    @Override
    public @Nullable String management() {
        return door.management();
    }
}
