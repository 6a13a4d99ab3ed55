package com.evaratech.bench.gateway;

import com.evaratech.bench.fleet.PackagedService;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.profile.Profiling;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.directory.follow.DirectoryKind;
import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.outbox.Version;
import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.process.ProcessCost;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Sends the same request through a packaged gateway, with and without limits, through nginx where
 * there is one, and to the service itself, all in one run on one machine.
 */
public final class GatewayBench {

    private static final String IDENTITY = "http://identity.evara.localhost";
    private static final int AT_A_TIME = 64;
    private static final double OF_NGINX_WITHOUT_LIMITS = 0.6;
    private static final double OF_NGINX_WITH_LIMITS = 0.4;
    private static final double ADDED_MILLIS = 1;
    private static final String NO_LIMIT = "1000000";

    private final Report report;
    private final Length length;
    private final String secret = Secrets.generate();
    private final UUID person = UUID.randomUUID();

    private record Length(Duration warmUp, Duration measured) {
        static final Length SHORT = new Length(Duration.ofSeconds(15), Duration.ofSeconds(10));
        static final Length LONG = new Length(Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    public GatewayBench(Report report, boolean isShort) {
        this.report = report;
        this.length = isShort ? Length.SHORT : Length.LONG;
    }

    /**
     * Measures, adding to the report.
     *
     * @param isProfiled whether the gateway is recorded while many ask, and what is hot in it told
     */
    public void run(boolean isProfiled) throws Exception {
        var vertx = Vertx.vertx();
        try (var servers = BenchServers.start()) {
            admit(servers);
            var service = PlayedService.start(vertx);
            var load = new Load(vertx, token());
            report.say("the service itself");
            var direct = measure("direct", load, service.port(), Optional.empty(), nobody());
            Optional<Load.Seen> nginx = nginx(servers, load, service);
            var off = gateway(servers, load, service, false, isProfiled);
            var on = gateway(servers, load, service, true, isProfiled);
            nginx.ifPresent(seen -> compare(seen, off.busy(), on.busy()));
            report.add(
                    Mark.atMost(
                            "gateway.added.p50",
                            on.calm().medianMillis() - direct.calm().medianMillis(),
                            "ms",
                            ADDED_MILLIS));
        } finally {
            var _ = vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** With many requests at a time, and with one. */
    private record Measured(Load.Seen busy, Load.Seen calm) {}

    private Optional<Load.Seen> nginx(BenchServers servers, Load load, PlayedService service)
            throws Exception {
        Optional<Path> program = Nginx.program();
        if (program.isEmpty()) {
            report.say("nginx is not installed: nothing to compare with");
            return Optional.empty();
        }
        report.say("through nginx");
        try (var nginx =
                Nginx.start(program.get(), servers.directory().resolve("nginx"), service.port())) {
            var process = Optional.of(nginx.process());
            var seen = measure("nginx", load, nginx.port(), process, nobody());
            return Optional.of(seen.busy());
        }
    }

    private Measured gateway(
            BenchServers servers,
            Load load,
            PlayedService service,
            boolean limits,
            boolean isProfiled)
            throws Exception {
        String name = limits ? "gateway.limits-on" : "gateway.limits-off";
        report.say("through the gateway, %s limits".formatted(limits ? "with" : "without"));
        try (var gateway =
                PackagedService.start(
                        servers, "gateway-service", name, variables(servers, service, limits))) {
            int port = URI.create(gateway.url()).getPort();
            var recorded = Map.of("gateway-service", gateway.process());
            return measure(
                    name,
                    load,
                    port,
                    Optional.of(gateway.process()),
                    Profiling.of(isProfiled, report, recorded));
        }
    }

    /** No JVM, of which there is nothing to record. */
    private Profiling nobody() {
        return Profiling.of(false, report, Map.of());
    }

    private Measured measure(
            String name, Load load, int port, Optional<ProcessHandle> between, Profiling profiling)
            throws Exception {
        var _ = load.run(port, AT_A_TIME, length.warmUp());
        profiling.begin();
        Duration before = cpu(between);
        var busy = load.run(port, AT_A_TIME, length.measured());
        Duration used = cpu(between).minus(before);
        profiling.end(name);
        var calm = load.run(port, 1, length.measured());
        report.add(Mark.told(name + ".rate", busy.rate(), "requests/s"));
        report.add(Mark.told(name + ".p50", calm.medianMillis(), "ms"));
        if (between.isPresent()) {
            report.add(
                    Mark.told(name + ".cpu", used.toNanos() / 1e3 / busy.requests(), "µs/request"));
        }
        return new Measured(busy, calm);
    }

    private static Duration cpu(Optional<ProcessHandle> between) throws Exception {
        return between.isEmpty() ? Duration.ZERO : ProcessCost.cpuOfTree(between.get());
    }

    private void compare(Load.Seen nginx, Load.Seen off, Load.Seen on) {
        report.add(
                Mark.atLeast(
                        "gateway.limits-off.of-nginx",
                        off.rate() / nginx.rate(),
                        "",
                        OF_NGINX_WITHOUT_LIMITS));
        report.add(
                Mark.atLeast(
                        "gateway.limits-on.of-nginx",
                        on.rate() / nginx.rate(),
                        "",
                        OF_NGINX_WITH_LIMITS));
    }

    private Map<String, String> variables(
            BenchServers servers, PlayedService service, boolean limits) {
        var variables = new HashMap<String, String>();
        variables.put("ENVIRONMENT", "development");
        variables.put("REDIS_URL", servers.redisUrl(servers.redisPort()));
        variables.put("SUPABASE_URL", IDENTITY);
        variables.put("SUPABASE_JWT_SECRET", secret);
        variables.put("CACHE_TTL", "0");
        variables.put("ENABLE_RATE_LIMITING", Boolean.toString(limits));
        variables.put("EVARA_LIMITS_PERSON_PER_MINUTE", NO_LIMIT);
        variables.put("EVARA_LIMITS_TENANT_PER_MINUTE", NO_LIMIT);
        for (String name : List.of("NODE", "TELEMETRY", "ALERT")) {
            variables.put(name + "_SERVICE_URL", "http://127.0.0.1:" + service.port());
        }
        variables.put("THINGSPEAK_POLLER_URL", "http://127.0.0.1:" + service.port());
        return variables;
    }

    private String token() {
        return new LocalIssuer(secret, IDENTITY, InstantSource.system())
                .token(person, Duration.ofHours(2));
    }

    /** Plays the registry: one person who may do everything. */
    private void admit(BenchServers servers) {
        var kinds = DirectoryKinds.ALL.stream().<String>map(DirectoryKind::name).toList();
        var store = new DirectoryStore(kinds);
        var version = new Version(0, 1);
        var profile = new Profile(1, Role.SUPERADMIN, new Scope.Everything(), true);
        var item =
                new DirectoryItem(
                        DirectoryKinds.PROFILE.name(),
                        person.toString(),
                        version,
                        profile.toJson(),
                        null);
        try (var redis =
                new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort()))).connect()) {
            store.begin(redis, "", "bench");
            store.putBatch(redis, "bench", List.of(item));
            store.complete(redis, "bench", 1, version, "");
        }
    }
}
