package com.evaratech.bench.gateway.live;

import com.evaratech.bench.fleet.PackagedService;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.profile.Profiling;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.process.ProcessCost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Five thousand WebSocket clients at one packaged gateway, as many as it takes by default: a
 * hundred communities of fifty clients, whose thousand tanks measure about once a second each.
 */
public final class LiveBench {

    private static final String GATEWAY = "gateway-service";
    private static final String IDENTITY = "http://identity.evara.localhost";
    private static final int COMMUNITIES = 100;
    private static final int TANKS = 10;
    private static final int PEOPLE = 10;
    private static final int CLIENTS = 5;
    private static final int LISTENERS = PEOPLE * CLIENTS;
    // 5 % more than the goal takes: what is offered bounds what can be reached.
    private static final int ENTRIES_A_SECOND = 1_050;
    private static final int REVOCATIONS = 20;

    private static final double DELIVERIES_A_SECOND = 50_000;
    private static final double MEMORY_MIB = 1_024;
    private static final double REVOKED_SECONDS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Report report;
    private final Length length;
    private final InstantSource clock = InstantSource.system();
    private final Town town = new Town(COMMUNITIES, TANKS, PEOPLE);
    private final Audience audience = new Audience(clock);

    private record Length(Duration warmUp, Duration measured) {
        static final Length SHORT = new Length(Duration.ofSeconds(15), Duration.ofSeconds(10));
        static final Length LONG = new Length(Duration.ofSeconds(45), Duration.ofSeconds(30));
    }

    public LiveBench(Report report, boolean isShort) {
        this.report = report;
        this.length = isShort ? Length.SHORT : Length.LONG;
    }

    /**
     * Measures, adding to the report.
     *
     * @param isProfiled whether the gateway is recorded meanwhile, and what is hot in it told
     */
    public void run(boolean isProfiled) throws Exception {
        String secret = Secrets.generate();
        try (var servers = BenchServers.start();
                var bus = new Connections(servers)) {
            town.publish(bus.registry());
            try (var gateway =
                            PackagedService.start(
                                    servers, GATEWAY, GATEWAY, variables(servers, secret));
                    audience) {
                join(gateway, secret);
                var readings = new Readings(bus.readings(), town.tanks(), ENTRIES_A_SECOND, clock);
                var publishing = Thread.ofPlatform().start(readings);
                try {
                    measure(gateway.process(), readings, isProfiled);
                    revoke(bus);
                } finally {
                    readings.end();
                    publishing.join();
                }
            }
        }
    }

    /** One connection is for one thread. */
    private record Connections(BusConnection registry, BusConnection readings)
            implements AutoCloseable {

        Connections(BenchServers servers) {
            this(new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort()))));
        }

        private Connections(Bus bus) {
            this(bus.connect(), bus.connect());
        }

        @Override
        public void close() {
            registry.close();
            readings.close();
        }
    }

    private void join(PackagedService gateway, String secret) throws InterruptedException {
        var issuer = new LocalIssuer(secret, IDENTITY, clock);
        List<String> tokens =
                town.people().stream()
                        .map(person -> issuer.token(person, Duration.ofHours(2)))
                        .toList();
        int all = tokens.size() * CLIENTS;
        report.say("%,d clients connect".formatted(all));
        long begun = System.nanoTime();
        audience.join(URI.create(gateway.url()).getPort(), tokens, CLIENTS);
        report.add(Mark.told("live.connections", all, ""));
        report.add(Mark.told("live.connects", all / secondsSince(begun), "connects/s"));
    }

    private void measure(ProcessHandle gateway, Readings readings, boolean isProfiled)
            throws IOException, InterruptedException {
        report.say("%,d readings a second, warming up".formatted(ENTRIES_A_SECOND));
        Pause.of(length.warmUp());
        report.say("measuring");
        var profiling = Profiling.of(isProfiled, report, Map.of(GATEWAY, gateway));
        profiling.begin();
        audience.forgetDelays();
        Duration cpu = ProcessCost.cpu(gateway);
        Duration own = ProcessCost.cpu(ProcessHandle.current());
        long before = audience.deliveries();
        long begun = System.nanoTime();
        Pause.of(length.measured());
        double seconds = secondsSince(begun);
        long deliveries = audience.deliveries() - before;
        Duration used = ProcessCost.cpu(gateway).minus(cpu);
        Duration usedHere = ProcessCost.cpu(ProcessHandle.current()).minus(own);
        Histogram delays = audience.delays();
        double resident = ProcessCost.residentMib(gateway);
        profiling.end("gateway.live");
        report.add(
                Mark.atLeast(
                        "live.rate", deliveries / seconds, "deliveries/s", DELIVERIES_A_SECOND));
        report.add(Mark.told("live.cpu." + GATEWAY, perMillion(used, deliveries), "s/million"));
        report.add(Mark.told("live.cpu.clients", perMillion(usedHere, deliveries), "s/million"));
        report.add(Mark.told("live.published-to-told.p50", millis(delays, 50), "ms"));
        report.add(Mark.told("live.published-to-told.p99", millis(delays, 99), "ms"));
        report.add(Mark.atMost("live.memory", resident, "MiB", MEMORY_MIB));
        report.add(Mark.atMost("live.dropped", audience.lost(), "clients", 0.0));
        audience.surprises().forEach(report::say);
        double lag = readings.published() * LISTENERS - audience.deliveries();
        report.add(Mark.told("live.lag", lag, "deliveries"));
    }

    /** From when the registry tells of it until the last connection of the person was closed. */
    private void revoke(Connections bus) throws InterruptedException {
        report.say("%d people lose their access".formatted(REVOCATIONS));
        double longest = 0;
        for (int person = 0; person < REVOCATIONS; person++) {
            int who = person;
            long told = System.nanoTime();
            town.disable(bus.registry(), town.people().get(who));
            if (!Pause.until(PATIENCE, () -> audience.revokedOf(who).size() == CLIENTS)) {
                throw new IllegalStateException("somebody kept an access that was taken away");
            }
            long last = Collections.max(audience.revokedOf(who));
            longest = Math.max(longest, (last - told) / 1e9);
        }
        report.add(Mark.atMost("live.revoked", longest, "s", REVOKED_SECONDS));
    }

    private static double perMillion(Duration used, long deliveries) {
        return used.toMillis() * 1e3 / deliveries;
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static Map<String, String> variables(BenchServers servers, String secret) {
        return Map.of(
                "ENVIRONMENT",
                "development",
                "REDIS_URL",
                servers.redisUrl(servers.redisPort()),
                "SUPABASE_URL",
                IDENTITY,
                "SUPABASE_JWT_SECRET",
                secret);
    }
}
