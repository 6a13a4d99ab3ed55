package com.evaratech.local.launcher.fleet;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.fleet.PartMark.Marked;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.home.SecretStore;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.ProcessIdentity;
import com.evaratech.local.process.Signals;
import com.evaratech.local.redis.LocalRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a killed launcher left running. Its processes are known by the fleet's record, each by id
 * and start instant, so that a later process with the same id is left alone. Those that it had
 * begun and not come to write down are known by their {@link PartMark marks}, and the servers by
 * their data. To be used while holding the run lock.
 */
public final class Orphans {

    private static final Duration SERVER_PATIENCE = Duration.ofSeconds(30);

    private final Layout layout;
    private final FleetFile file;

    public Orphans(Layout layout) {
        this.layout = layout;
        this.file = new FleetFile(layout);
    }

    /**
     * Stops them, services first, and forgets the record. Returns how many there were.
     *
     * @throws Trouble when some could not be stopped; the record keeps them
     */
    public int stop(Progress progress) throws IOException, InterruptedException {
        List<Part> noted = noted();
        List<Marked> others = others(noted);
        if (!noted.isEmpty() || !others.isEmpty()) {
            progress.say(
                    "An earlier launcher was killed and left running: %s; stopping them"
                            .formatted(names(noted, others)));
        }
        StopRound round = new StopRound();
        List<StopRound.Step> services =
                new ArrayList<>(steps(noted, Part.Kind.SERVICE, Orphans::stopService));
        others.forEach(other -> services.add(new StopRound.Step(named(other), () -> stop(other))));
        round.together(services);
        round.inOrder(steps(noted, Part.Kind.SERVER, Orphans::stopServer).reversed());
        if (!round.failures().isEmpty()) {
            throw new Trouble(
                    "%s; end them with kill -9 and try again."
                            .formatted(String.join(", ", round.failures().values())));
        }
        int stopped = noted.size() + others.size() + stopServersByTheirData(progress);
        file.delete();
        return stopped;
    }

    private List<Part> noted() throws IOException {
        return file.read().map(FleetRecord::parts).orElse(List.of()).stream()
                .filter(part -> part.process().running().isPresent())
                .toList();
    }

    private List<Marked> others(List<Part> noted) throws IOException {
        Set<Long> known =
                noted.stream().map(part -> part.process().pid()).collect(Collectors.toSet());
        return PartMark.find(layout.run()).stream()
                .filter(marked -> !known.contains(marked.process().pid()))
                .filter(marked -> ProcessIdentity.isRunning(marked.process()))
                .toList();
    }

    /** Those of the record are stopped by now. */
    private int stopServersByTheirData(Progress progress) throws IOException {
        int stopped = 0;
        for (String server : List.of(RedisMember.NAME, PostgresMember.NAME)) {
            Optional<Long> process = stopServerByItsData(server);
            if (process.isPresent()) {
                progress.say(
                        "stopped %s (process %d), which an earlier launcher had begun"
                                .formatted(server, process.get()));
                stopped++;
            }
        }
        return stopped;
    }

    private Optional<Long> stopServerByItsData(String server) throws IOException {
        Path data = layout.data(server);
        if (!Files.isDirectory(data)) {
            return Optional.empty();
        }
        return server.equals(RedisMember.NAME)
                ? LocalRedis.stopRunningOn(data)
                : LocalPostgres.stopRunningOn(
                        LocalServerOptions.of(data, new SecretStore(layout).named(server)));
    }

    private static List<StopRound.Step> steps(
            List<Part> parts, Part.Kind kind, Consumer<Part> stop) {
        return parts.stream()
                .filter(part -> part.kind() == kind)
                .map(part -> new StopRound.Step(named(part), () -> stop.accept(part)))
                .toList();
    }

    private static void stopService(Part part) {
        part.process()
                .running()
                .ifPresent(process -> {
                    var _ = OrderlyStop.stop(process, HttpProcess.PATIENCE);
                });
    }

    private static void stop(Marked other) {
        var _ = OrderlyStop.stop(other.process(), HttpProcess.PATIENCE);
    }

    // INT: PostgreSQL ends its sessions and writes a checkpoint; to Redis it is the same as TERM.
    private static void stopServer(Part part) {
        part.process()
                .running()
                .ifPresent(process -> {
                    Signals.INT.send(process);
                    if (!OrderlyStop.awaitEnd(process, SERVER_PATIENCE)) {
                        var _ = OrderlyStop.kill(process);
                    }
                });
    }

    private static String names(List<Part> noted, List<Marked> others) {
        return Stream.concat(
                        noted.stream().map(Orphans::named), others.stream().map(Orphans::named))
                .collect(Collectors.joining(", "));
    }

    private static String named(Part part) {
        return part.name() + " (process " + part.process().pid() + ")";
    }

    private static String named(Marked other) {
        return other.part() + " (process " + other.process().pid() + ")";
    }
}
