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
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * How long what was taken from somebody still opens something elsewhere: from the request that
 * disables a profile or revokes a key, which is before its commit, until another process knows it.
 * That process is this one, with the follower that stands behind the gate of every service.
 */
final class Revocations {

    // What is promised (docs/security.md).
    private static final double GOAL_MILLIS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    private final Registry registry;
    private final DirectoryFollower elsewhere;

    /** What can be taken from somebody. */
    private enum Taken {
        PROFILE,
        API_KEY,
        DEVICE_KEY
    }

    Revocations(Registry registry, BenchServers servers) {
        this.registry = registry;
        this.elsewhere =
                new DirectoryFollower(
                        new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort()))),
                        DirectoryKinds.ALL);
    }

    /** Takes each thing so many times, one after the other. */
    void measure(Report report, int turns) throws IOException, InterruptedException {
        take(report, "registry.revoked", turn -> turn < turns);
    }

    /**
     * The same while nodes are imported without a pause, and all others wait to hear of those.
     *
     * @param imports after which it ends
     */
    void measureBusy(Report report, int imports) throws IOException, InterruptedException {
        try (var importing = new SteadyImports(registry, imports)) {
            importing.awaitFirst();
            take(report, "registry.revoked.importing", _ -> importing.isRunning());
        }
    }

    private void take(Report report, String mark, IntPredicate isOn)
            throws IOException, InterruptedException {
        var times = new Times();
        elsewhere.start();
        try {
            for (int turn = 0; isOn.test(turn); turn++) {
                for (Taken taken : Taken.values()) {
                    String id = give(taken);
                    await(taken, id, true);
                    long begun = System.nanoTime();
                    take(taken, id);
                    await(taken, id, false);
                    times.record(taken.name().toLowerCase(Locale.ROOT), System.nanoTime() - begun);
                }
            }
        } finally {
            elsewhere.stop();
        }
        times.tell(report, mark, GOAL_MILLIS);
    }

    private String give(Taken taken) throws IOException, InterruptedException {
        return switch (taken) {
            case PROFILE -> registry.letIn();
            case API_KEY -> registry.issueApiKey();
            case DEVICE_KEY -> registry.issueDeviceKey();
        };
    }

    private void take(Taken taken, String id) throws IOException, InterruptedException {
        switch (taken) {
            case PROFILE -> registry.shutOut(id);
            case API_KEY -> registry.revokeApiKey(id);
            case DEVICE_KEY -> registry.revokeDeviceKey(id);
        }
    }

    private void await(Taken taken, String id, boolean counts) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (counts(taken, id) != counts) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "nothing was heard of a %s in %s".formatted(taken, PATIENCE));
            }
            Pause.of(BETWEEN_LOOKS);
        }
    }

    /** Nothing counts while it is not known: as at the gate. */
    private boolean counts(Taken taken, String id) {
        try {
            return switch (taken) {
                case PROFILE ->
                        elsewhere
                                .find(DirectoryKinds.PROFILE, id)
                                .filter(Profile::active)
                                .isPresent();
                case API_KEY -> elsewhere.find(DirectoryKinds.API_KEY, id).isPresent();
                case DEVICE_KEY -> elsewhere.find(DirectoryKinds.DEVICE_KEY, id).isPresent();
            };
        } catch (DirectoryStale e) {
            return false;
        }
    }
}
