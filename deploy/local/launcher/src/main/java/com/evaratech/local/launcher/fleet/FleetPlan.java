package com.evaratech.local.launcher.fleet;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.home.SecretStore;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.process.LoopbackPorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides what the fleet consists of: which servers of our own, on which ports, and what each
 * service is told.
 */
public final class FleetPlan {

    private final Layout layout;
    private final Map<String, String> environment;
    private final SecretStore secrets;
    private final Progress progress;

    /**
     * A plan for one home.
     *
     * @param environment the operator's, where {@code DATABASE_URL} and {@code REDIS_URL} may name
     *     other servers
     */
    public FleetPlan(Layout layout, Map<String, String> environment, Progress progress) {
        this.layout = layout;
        this.environment = Map.copyOf(environment);
        this.secrets = new SecretStore(layout);
        this.progress = progress;
    }

    /** All members in the order they start; foreign servers were asked and prepared on the way. */
    public List<Member> members(int gatewayPort) throws IOException {
        List<Member> members = new ArrayList<>();
        DatabaseAccess database = database(members);
        String redisUrl = redis(members);
        LogFiles logs = new LogFiles(layout);
        Readiness readiness = new Readiness();
        ServiceVariables variables =
                new ServiceVariables(
                        endpoints(gatewayPort), database, redisUrl, new Identity(secrets));
        for (Service service : Service.values()) {
            Endpoint endpoint = variables.endpoint(service);
            members.add(
                    new JavaProcess(
                            service.module(),
                            Part.Kind.SERVICE,
                            new JavaProcess.Door(
                                    endpoint.url(), endpoint.management(), endpoint.ready()),
                            new JavaProcess.Invocation(
                                    JvmCommand.service(layout.packagedService(service.module())),
                                    variables.of(service),
                                    layout.run()),
                            logs,
                            readiness));
        }
        return members;
    }

    private DatabaseAccess database(List<Member> members) throws IOException {
        String given = environment.getOrDefault("DATABASE_URL", "");
        if (!given.isBlank()) {
            return new ForeignDatabase(given.strip()).prepare(passwords(), progress);
        }
        LocalServerOptions options = options(PostgresMember.NAME);
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
        LocalServerOptions options = options(RedisMember.NAME);
        members.add(new RedisMember(options));
        return "redis://:%s@127.0.0.1:%d".formatted(options.password(), options.port());
    }

    private LocalServerOptions options(String server) throws IOException {
        return LocalServerOptions.of(layout.data(server), secrets.named(server))
                .withPort(LoopbackPorts.free())
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

    private static Map<Service, Endpoint> endpoints(int gatewayPort) {
        Map<Service, Endpoint> endpoints = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            endpoints.put(
                    service,
                    service == Service.GATEWAY ? Endpoint.onPort(gatewayPort) : Endpoint.free());
        }
        return endpoints;
    }
}
