package com.evaratech.local.launcher.fleet;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.IdentityMain;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.home.SecretStore;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.thingspeak.Main;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides what the fleet consists of: which servers of our own, on which ports, and what each
 * service is told.
 */
public final class FleetPlan {

    private static final String THINGSPEAK_URL = "THINGSPEAK_URL";

    private final Layout layout;
    private final Map<String, String> environment;
    private final FleetPorts ports;
    private final SecretStore secrets;
    private final Progress progress;
    private final LogFiles logs;
    private final Readiness readiness = new Readiness();

    /**
     * A plan for one home.
     *
     * @param environment the operator's, where {@code DATABASE_URL} and {@code REDIS_URL} may name
     *     other servers; few of the others are passed on
     * @param ports where everything listens
     */
    public FleetPlan(
            Layout layout, Map<String, String> environment, FleetPorts ports, Progress progress) {
        this.layout = layout;
        this.environment = Map.copyOf(environment);
        this.ports = ports;
        this.secrets = new SecretStore(layout);
        this.progress = progress;
        this.logs = new LogFiles(layout);
    }

    /**
     * All members in the order they start; foreign servers were asked and prepared on the way.
     *
     * @param form how they are to run
     */
    public List<Member> members(FleetForm form) throws IOException {
        Foundations foundations = foundations();
        ServiceVariables variables = variables(foundations);
        List<Member> members = new ArrayList<>(foundations.servers());
        members.add(thingSpeak());
        members.add(identity());
        for (Service service : Service.values()) {
            members.add(
                    service(
                            service,
                            variables,
                            form.services().command(service, layout),
                            HttpProcess.PATIENCE));
        }
        if (form.observed()) {
            members.addAll(new Observers(layout, environment, ports, progress).members());
        }
        return members;
    }

    /** The stand-in for ThingSpeak, which plays a campus. */
    private Member thingSpeak() {
        String url = thingSpeakUrl();
        return new HttpProcess(
                "thingspeak",
                Part.Kind.SERVER,
                new HttpProcess.Door(url, null, URI.create(url + "/standin/health")),
                new HttpProcess.Invocation(
                        JvmCommand.program(
                                Main.class.getName(),
                                List.of("--port", Integer.toString(ports.thingSpeak()))),
                        Map.of(),
                        layout.run(),
                        HttpProcess.patience(JvmMode.PLAIN)),
                logs,
                readiness);
    }

    /** The local issuer, where this machine's people sign in. */
    private Member identity() throws IOException {
        String url = "http://127.0.0.1:" + ports.identity();
        return new HttpProcess(
                "identity",
                Part.Kind.SERVER,
                new HttpProcess.Door(url, null, URI.create(url + "/auth/v1/health")),
                new HttpProcess.Invocation(
                        JvmCommand.program(
                                IdentityMain.class.getName(),
                                List.of(
                                        Integer.toString(ports.identity()),
                                        layout.people().toString())),
                        new Identity(secrets).variables(),
                        layout.run(),
                        HttpProcess.patience(JvmMode.PLAIN)),
                logs,
                readiness);
    }

    private String thingSpeakUrl() {
        return "http://127.0.0.1:" + ports.thingSpeak();
    }

    /** The servers alone. */
    public Foundations foundations() throws IOException {
        List<Member> servers = new ArrayList<>();
        DatabaseAccess database = database(servers);
        String redisUrl = redis(servers);
        return new Foundations(servers, database, redisUrl);
    }

    /** One service alone, on a JVM. */
    public Member service(Service service, Foundations foundations, JvmMode mode)
            throws IOException {
        return service(
                service,
                variables(foundations),
                JvmCommand.service(packaged(service), mode),
                HttpProcess.patience(mode));
    }

    /** The service as the build left it. */
    public PackagedService packaged(Service service) {
        return new PackagedService(layout.packagedService(service.module()));
    }

    private Member service(
            Service service, ServiceVariables variables, List<String> command, Duration patience) {
        Endpoint endpoint = variables.endpoint(service);
        Map<String, String> own = new TreeMap<>(variables.of(service));
        // Other fleets may share the servers.
        var _ = own.putIfAbsent("INSTANCE_NAME", service.module() + " of " + layout.home());
        return new HttpProcess(
                service.module(),
                Part.Kind.SERVICE,
                new HttpProcess.Door(endpoint.url(), endpoint.management(), endpoint.ready()),
                new HttpProcess.Invocation(command, own, layout.run(), patience),
                logs,
                readiness);
    }

    private ServiceVariables variables(Foundations foundations) throws IOException {
        Map<String, String> operators = new TreeMap<>(OperatorVariables.of(environment));
        // The stand-in, unless somebody wants the real one, or another.
        var _ = operators.putIfAbsent(THINGSPEAK_URL, thingSpeakUrl());
        return new ServiceVariables(
                ports.services(),
                foundations.database(),
                foundations.redisUrl(),
                new Identity(secrets),
                "http://127.0.0.1:%d/auth/v1".formatted(ports.identity()),
                Secrets.keyRing("local", secrets.named("channel-key")),
                operators);
    }

    private DatabaseAccess database(List<Member> members) throws IOException {
        String given = environment.getOrDefault("DATABASE_URL", "");
        if (!given.isBlank()) {
            return new ForeignDatabase(given.strip()).prepare(passwords(), progress);
        }
        LocalServerOptions options = options(PostgresMember.NAME, ports.postgres());
        PostgresMember postgres = new PostgresMember(options, new DatabaseRoles(passwords()));
        members.add(postgres);
        return new DatabaseAccess.ByOwnRoles(postgres.url(), passwords());
    }

    private String redis(List<Member> members) throws IOException {
        String given = environment.getOrDefault("REDIS_URL", "");
        if (!given.isBlank()) {
            ForeignRedis.requireAnswer(given.strip());
            return given.strip();
        }
        LocalServerOptions options = options(RedisMember.NAME, ports.redis());
        members.add(new RedisMember(options));
        return "redis://:%s@127.0.0.1:%d".formatted(options.password(), options.port());
    }

    private LocalServerOptions options(String server, int port) throws IOException {
        return LocalServerOptions.of(layout.data(server), secrets.named(server))
                .withPort(port)
                .withNotices(notice -> progress.say("  " + notice));
    }

    private Map<String, SchemaPasswords> passwords() throws IOException {
        Map<String, SchemaPasswords> passwords = new TreeMap<>();
        for (String schema : DatabaseRoles.SCHEMAS) {
            passwords.put(
                    schema,
                    new SchemaPasswords(
                            secrets.named(DatabaseRoles.ownerOf(schema)),
                            secrets.named(DatabaseRoles.runtimeOf(schema))));
        }
        return passwords;
    }
}
