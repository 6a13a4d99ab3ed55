package com.evaratech.local.launcher.fleet;

import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the fleet alive: starts its members one after the other, starts again what dies, stops
 * everything in order. Every change of a process is written to the fleet's record at once, so that
 * whoever comes after a killed launcher finds them all. Used by one thread.
 */
public final class Supervisor {

    /**
     * Members start one after the other to spare a small machine; one this slow no longer holds up
     * the next.
     */
    private static final Duration STAGGER = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final int LINES_SHOWN = 8;

    private final String gateway;
    private final ProcessIdentity self;
    private final FleetFile file;
    private final LogFiles logs;
    private final Progress progress;
    private final StopSignal stop;
    private final Duration readyLimit;
    private final List<Watched> watched = new ArrayList<>();

    /**
     * A supervisor of a fleet that does not run yet.
     *
     * @param readyLimit how long all members together may take, from the last one's start
     */
    public Supervisor(
            String gateway,
            FleetFile file,
            LogFiles logs,
            Progress progress,
            StopSignal stop,
            Duration readyLimit) {
        this.gateway = gateway;
        this.self =
                ProcessIdentity.of(ProcessHandle.current())
                        .orElseThrow(() ->
                                new IllegalStateException("This process has no start instant"));
        this.file = file;
        this.logs = logs;
        this.progress = progress;
        this.stop = stop;
        this.readyLimit = readyLimit;
    }

    /**
     * Starts one member and waits a while for it.
     *
     * @return false when it was too slow and is to be awaited later, or when the fleet is to stop
     * @throws Trouble when it ended at once
     * @throws PortBusy when it did because somebody else listens where it was to
     */
    public boolean start(Member member) throws IOException, InterruptedException {
        if (stop.isRequested()) {
            return false;
        }
        long begun = System.nanoTime();
        watched.add(new Watched(member, begun));
        record(FleetRecord.Phase.STARTING);
        return await(member, STAGGER.compareTo(readyLimit) < 0 ? STAGGER : readyLimit, begun);
    }

    /** Waits for a slow member and refuses to wait any longer after the limit. */
    public void awaitSlow(Member member) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        if (!await(member, readyLimit, begun) && !stop.isRequested()) {
            throw new Trouble(
                    "%s is not ready after %s; %s"
                            .formatted(
                                    member.name(),
                                    Progress.seconds(readyLimit),
                                    lastWords(member)));
        }
    }

    private boolean await(Member member, Duration limit, long begun)
            throws IOException, InterruptedException {
        Readiness.Outcome outcome = member.awaitReady(limit, stop);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return switch (outcome) {
            case READY -> {
                progress.part(member.name(), "ready", took, member.url());
                yield true;
            }
            case SLOW -> {
                progress.part(member.name(), "still not ready", took, "");
                yield false;
            }
            case STOPPED -> false;
            case ENDED -> throw endedTooSoon(member);
        };
    }

    private Trouble endedTooSoon(Member member) throws IOException {
        for (String address : Arrays.asList(member.url(), member.management())) {
            if (address != null) {
                LoopbackPorts.requireFree(URI.create(address).getPort(), member.name());
            }
        }
        return new Trouble(
                "%s ended before it was ready; %s".formatted(member.name(), lastWords(member)));
    }

    /** Notes that everything is ready. */
    public void announceReady() throws IOException {
        record(FleetRecord.Phase.READY);
    }

    /** Watches over the members until the fleet is to stop. */
    public void watch() throws IOException, InterruptedException {
        while (!stop.await(LOOK)) {
            boolean changed = false;
            for (Watched one : watched) {
                Optional<String> event = one.look(System.nanoTime());
                event.ifPresent(progress::say);
                changed |= event.isPresent();
            }
            if (changed) {
                record(FleetRecord.Phase.READY);
            }
        }
    }

    /**
     * Stops the services side by side, then the servers in the reverse order of their start, and
     * clears the record. Whatever fails on the way is told and stops none of the rest; what still
     * runs then stays in the record for the next {@code down}.
     *
     * @return whether everything is stopped
     */
    public boolean stopAll() throws InterruptedException {
        if (watched.isEmpty()) {
            return true;
        }
        long begun = System.nanoTime();
        progress.say("stopping");
        boolean recorded = tryRecord(() -> record(FleetRecord.Phase.STOPPING));
        StopRound round = new StopRound();
        round.together(steps(Part.Kind.SERVICE));
        round.inOrder(steps(Part.Kind.SERVER).reversed());
        round.failures().values().forEach(failure -> progress.say("evara: " + failure));
        watched.removeIf(one -> !round.failures().containsKey(one.member().name()));
        boolean stopped = watched.isEmpty();
        recorded &= tryRecord(stopped ? file::delete : () -> record(FleetRecord.Phase.STOPPING));
        String took = Progress.seconds(Duration.ofNanos(System.nanoTime() - begun));
        progress.say(
                stopped
                        ? "stopped in " + took
                        : "not everything is stopped after %s; try again with: ./evara down"
                                .formatted(took));
        return stopped && recorded;
    }

    private List<StopRound.Step> steps(Part.Kind kind) {
        return watched.stream()
                .map(Watched::member)
                .filter(member -> member.kind() == kind)
                .map(member -> new StopRound.Step(member.name(), member::stop))
                .toList();
    }

    @FunctionalInterface
    private interface RecordChange {
        void make() throws IOException;
    }

    // On a full disk the record cannot be written; the processes can be stopped all the same.
    private boolean tryRecord(RecordChange change) {
        try {
            change.make();
            return true;
        } catch (IOException e) {
            progress.say("evara: the record of the fleet was not changed: " + e);
            return false;
        }
    }

    private void record(FleetRecord.Phase phase) throws IOException {
        List<Part> parts = watched.stream().map(Watched::part).toList();
        file.write(new FleetRecord(phase, gateway, self, parts));
    }

    private String lastWords(Member member) throws IOException {
        List<String> lines = logs.lastLines(member.name(), LINES_SHOWN);
        String shown =
                lines.isEmpty()
                        ? "its log is empty"
                        : "its last lines:\n  " + String.join("\n  ", lines);
        return "%s%nThe whole log: ./evara logs %s".formatted(shown, member.name());
    }
}
