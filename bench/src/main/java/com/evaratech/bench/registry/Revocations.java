package com.evaratech.bench.registry;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.report.Times;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.directory.follow.DirectoryFollower;
import com.evaratech.common.directory.follow.DirectoryStale;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * How long a person who was shut out is still let in elsewhere: from the request that disables the
 * profile, which is before its commit, until another process knows it. That process is this one,
 * with the follower that stands behind the gate of every service.
 */
final class Revocations {

    // What is promised (docs/security.md).
    private static final double GOAL_MILLIS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    private final Registry registry;
    private final DirectoryFollower elsewhere;

    Revocations(Registry registry, BenchServers servers) {
        this.registry = registry;
        this.elsewhere =
                new DirectoryFollower(
                        new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort()))),
                        DirectoryKinds.ALL);
    }

    /** Shuts so many people out, one after the other. */
    void measure(Report report, int people) throws IOException, InterruptedException {
        var times = new Times();
        elsewhere.start();
        try {
            for (int person = 0; person < people; person++) {
                var subject = UUID.randomUUID().toString();
                registry.letIn(subject);
                await(subject, true);
                long begun = System.nanoTime();
                registry.shutOut(subject);
                await(subject, false);
                times.record("everywhere", System.nanoTime() - begun);
            }
        } finally {
            elsewhere.stop();
        }
        times.tell(report, "registry.revoked", GOAL_MILLIS);
    }

    private void await(String subject, boolean active) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isActive(subject) != active) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("nothing was heard of a profile in " + PATIENCE);
            }
            Pause.of(BETWEEN_LOOKS);
        }
    }

    /** Nobody is let in while it is not known: as at the gate. */
    private boolean isActive(String subject) {
        try {
            return elsewhere
                    .find(DirectoryKinds.PROFILE, subject)
                    .filter(Profile::active)
                    .isPresent();
        } catch (DirectoryStale e) {
            return false;
        }
    }
}
