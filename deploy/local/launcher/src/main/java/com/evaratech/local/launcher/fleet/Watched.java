package com.evaratech.local.launcher.fleet;

import com.evaratech.local.LocalServerException;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.process.Backoff;
import com.evaratech.local.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One member under the supervisor's eye: its process, since when it runs, and when it is due to be
 * started again.
 */
final class Watched {

    private final Member member;
    private final Backoff backoff = new Backoff();
    private ProcessHandle process;
    private ProcessIdentity identity;
    private long startedNanos;
    private int restarts;
    private State state = State.RUNNING;
    private long dueNanos;

    private enum State {
        RUNNING,
        DEAD
    }

    /** Starts the member. */
    Watched(Member member, long nowNanos) throws IOException {
        this.member = member;
        this.process = member.start();
        this.identity = identityOf(process);
        this.startedNanos = nowNanos;
    }

    Member member() {
        return member;
    }

    /** As it goes into the record. */
    Part part() {
        return new Part(
                member.name(),
                member.kind(),
                member.url(),
                member.management(),
                identity,
                restarts);
    }

    /** A process that ended before the system told its start can be no other that runs. */
    private static ProcessIdentity identityOf(ProcessHandle process) {
        return ProcessIdentity.of(process)
                .orElseGet(() -> new ProcessIdentity(process.pid(), Instant.EPOCH));
    }

    /**
     * Looks at the process: notes its death, or starts it again when that is due. Returns what
     * happened.
     */
    Optional<String> look(long nowNanos) {
        return switch (state) {
            case RUNNING ->
                    ProcessIdentity.isRunning(process)
                            ? Optional.empty()
                            : Optional.of(noteDeath(nowNanos));
            case DEAD ->
                    nowNanos - dueNanos < 0 ? Optional.empty() : Optional.of(startAgain(nowNanos));
        };
    }

    private String noteDeath(long nowNanos) {
        Duration pause = backoff.afterDeath(Duration.ofNanos(nowNanos - startedNanos));
        state = State.DEAD;
        dueNanos = nowNanos + pause.toNanos();
        return "%s (process %d) died; it is started again in %s"
                .formatted(member.name(), process.pid(), Progress.seconds(pause));
    }

    private String startAgain(long nowNanos) {
        startedNanos = nowNanos;
        restarts++;
        try {
            process = member.start();
            identity = identityOf(process);
            state = State.RUNNING;
            return "%s is started again (process %d, restart %d)"
                    .formatted(member.name(), process.pid(), restarts);
        } catch (IOException
                | LocalServerException
                | UncheckedIOException
                | IllegalStateException e) {
            Duration pause = backoff.afterDeath(Duration.ZERO);
            dueNanos = nowNanos + pause.toNanos();
            return "%s could not be started again (%s); next try in %s"
                    .formatted(member.name(), e.getMessage(), Progress.seconds(pause));
        }
    }
}
