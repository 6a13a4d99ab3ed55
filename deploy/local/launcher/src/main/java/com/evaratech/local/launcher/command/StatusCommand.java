package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.fleet.Endpoint;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.process.Readiness;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what runs, where, and whether it is ready, asked at this moment. */
public final class StatusCommand implements Command {

    public static final Arguments.Grammar GRAMMAR =
            new Arguments.Grammar(Set.of("--json"), Set.of(), 0);

    private final Layout layout;
    private final PrintStream out;
    private final Readiness readiness = new Readiness();

    public StatusCommand(Layout layout, PrintStream out) {
        this.layout = layout;
        this.out = out;
    }

    /**
     * The answer, as {@code --json} prints it.
     *
     * @param gateway the address people use; null when nothing runs
     * @param ready whether every part is ready
     * @param services the five services
     * @param servers what they stand on, as far as this fleet runs it itself
     */
    record Status(
            @Nullable String gateway,
            boolean ready,
            List<PartStatus> services,
            List<PartStatus> servers) {}

    /**
     * One part.
     *
     * @param management address of health and metrics; null for servers
     * @param ready for a server: its process runs
     */
    record PartStatus(
            String name,
            String url,
            @Nullable String management,
            long pid,
            boolean ready,
            int restarts) {}

    @Override
    public int run(Arguments arguments) throws IOException, InterruptedException {
        Status status = status();
        if (arguments.has("--json")) {
            out.println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(status));
        } else {
            print(status);
        }
        return OK;
    }

    private Status status() throws IOException, InterruptedException {
        Optional<FleetRecord> fleet = new FleetFile(layout).read();
        if (fleet.isEmpty()) {
            return new Status(null, false, List.of(), List.of());
        }
        List<PartStatus> services = new ArrayList<>();
        List<PartStatus> servers = new ArrayList<>();
        for (Part part : fleet.get().parts()) {
            PartStatus status = status(part);
            switch (part.kind()) {
                case SERVICE -> services.add(status);
                case SERVER -> servers.add(status);
            }
        }
        boolean ready =
                fleet.get().phase() == FleetRecord.Phase.READY
                        && fleet.get().supervisor().running().isPresent()
                        && services.stream().allMatch(PartStatus::ready)
                        && servers.stream().allMatch(PartStatus::ready);
        return new Status(fleet.get().gateway(), ready, services, servers);
    }

    private PartStatus status(Part part) throws InterruptedException {
        String management = part.management();
        boolean ready =
                part.process().running().isPresent()
                        && (management == null || readiness.isReady(Endpoint.readyAt(management)));
        return new PartStatus(
                part.name(), part.url(), management, part.process().pid(), ready, part.restarts());
    }

    private void print(Status status) {
        if (status.gateway() == null) {
            out.println("Evara is not running; start it with: ./evara up");
            return;
        }
        out.println(
                "Evara %s at %s"
                        .formatted(status.ready() ? "is ready" : "is not ready", status.gateway()));
        out.println(
                "  %-18s %-9s %8s  %-40s %s"
                        .formatted("part", "state", "process", "address", "health, metrics"));
        status.servers().forEach(this::print);
        status.services().forEach(this::print);
    }

    private void print(PartStatus part) {
        String state = part.ready() ? "ready" : "not ready";
        String restarts =
                part.restarts() == 0 ? "" : "  restarted %d times".formatted(part.restarts());
        String management = part.management() == null ? "" : part.management();
        out.println(
                "  %-18s %-9s %8d  %-40s %s%s"
                        .formatted(part.name(), state, part.pid(), part.url(), management, restarts)
                        .stripTrailing());
    }
}
