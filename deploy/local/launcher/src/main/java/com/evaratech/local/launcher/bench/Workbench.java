package com.evaratech.local.launcher.bench;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.fleet.FleetPlan;
import com.evaratech.local.launcher.fleet.FleetPorts;
import com.evaratech.local.launcher.fleet.Foundations;
import com.evaratech.local.launcher.fleet.JvmMode;
import com.evaratech.local.launcher.fleet.Member;
import com.evaratech.local.launcher.fleet.Service;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.ProcessCost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Servers of their own, in a home of their own, on which services are started one at a time. */
final class Workbench implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final int QUESTIONS = 50;

    private final FleetPlan plan;
    private final Foundations foundations;
    private final StopSignal stop;
    private final Readiness readiness = new Readiness();

    private Workbench(FleetPlan plan, Foundations foundations, StopSignal stop) {
        this.plan = plan;
        this.foundations = foundations;
        this.stop = stop;
    }

    /** Starts the servers. */
    static Workbench open(Layout layout, StopSignal stop) throws IOException {
        layout.create();
        FleetPlan plan =
                new FleetPlan(
                        layout,
                        Map.of(),
                        FleetPorts.draw(LoopbackPorts.free()),
                        new Progress(List.of()));
        Workbench bench = new Workbench(plan, plan.foundations(), stop);
        try {
            for (Member server : bench.foundations.servers()) {
                var _ = server.start();
            }
            return bench;
        } catch (IOException | RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    /** Starts the service, looks what that cost, and stops it. */
    Start measure(Service service, JvmMode mode) throws IOException, InterruptedException {
        Member member = plan.service(service, foundations, mode);
        long begun = System.nanoTime();
        ProcessHandle process = member.start();
        try {
            requireReady(member);
            double ready = (System.nanoTime() - begun) / 1e9;
            double cpu = ProcessCost.cpu(process).toMillis() / 1e3;
            requireNotStopped(stop.await(IDLE));
            return new Start(ready, cpu, ProcessCost.residentMib(process));
        } finally {
            member.stop();
        }
    }

    /** Starts the service, lets it answer, and has it write its AOT cache when it stops. */
    Duration train(Service service) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Member member = plan.service(service, foundations, JvmMode.TRAINING);
        var _ = member.start();
        try {
            requireReady(member);
            for (int i = 0; i < QUESTIONS; i++) {
                answer(member);
            }
        } finally {
            member.stop();
        }
        if (!plan.packaged(service).hasCache()) {
            throw new Trouble(
                    "the JVM of %s wrote no AOT cache; its log says why: %s"
                            .formatted(service.module(), "./evara logs " + service.module()));
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    boolean hasCache(Service service) throws IOException {
        return plan.packaged(service).hasCache();
    }

    // What every start is followed by: probes, a scrape, and a request that the gate looks at.
    private void answer(Member member) throws InterruptedException {
        for (String address :
                List.of(
                        member.management() + "/health/ready",
                        member.management() + "/metrics",
                        member.url() + "/api/v1/nodes")) {
            boolean _ = readiness.isReady(URI.create(address));
        }
    }

    private void requireReady(Member member) throws InterruptedException {
        Readiness.Outcome outcome = member.awaitReady(READY_LIMIT, stop);
        requireNotStopped(outcome == Readiness.Outcome.STOPPED);
        if (outcome != Readiness.Outcome.READY) {
            throw new Trouble(
                    "%s did not become ready (%s); see ./evara logs with EVARA_HOME set to the bench's."
                            .formatted(member.name(), outcome));
        }
    }

    private static void requireNotStopped(boolean stopping) {
        if (stopping) {
            throw new Trouble("stopped before the end.");
        }
    }

    @Override
    public void close() {
        foundations.servers().reversed().forEach(Member::stop);
    }
}
