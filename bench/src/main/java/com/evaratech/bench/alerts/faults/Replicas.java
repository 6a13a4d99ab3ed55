package com.evaratech.bench.alerts.faults;

import com.evaratech.bench.fleet.PackagedService;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.process.Signals;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two of alert-service on the same data. */
final class Replicas implements AutoCloseable {

    private static final String MODULE = "alert-service";
    private static final String SCHEMA = "alerting";

    private final BenchServers servers;
    private final Map<String, String> variables;
    private final List<PackagedService> running = new ArrayList<>();
    private int started;

    private Replicas(BenchServers servers, Map<String, String> variables) {
        this.servers = servers;
        this.variables = variables;
    }

    /**
     * Makes their database and starts both.
     *
     * @param ring what routes' secrets are sealed by
     */
    static Replicas start(BenchServers servers, String ring)
            throws IOException, SQLException, InterruptedException {
        var passwords = new SchemaPasswords(Secrets.generate(), Secrets.generate());
        PackagedService.createDatabase(servers, SCHEMA, passwords);
        var variables = new HashMap<>(PackagedService.servers(servers, SCHEMA, passwords));
        variables.put("SUPABASE_URL", "http://identity.evara.localhost");
        variables.put("SUPABASE_JWT_SECRET", Secrets.generate());
        variables.put("CHANNEL_KEY_RING", ring);
        variables.put("EVARA_DELIVERIES_PRIVATE_ADDRESSES", "true");
        var replicas = new Replicas(servers, variables);
        try {
            replicas.startOne();
            replicas.startOne();
            return replicas;
        } catch (IOException | RuntimeException | InterruptedException e) {
            replicas.close();
            throw e;
        }
    }

    private void startOne() throws IOException, InterruptedException {
        started++;
        running.add(PackagedService.start(servers, MODULE, MODULE + "-" + started, variables));
    }

    /** Kills the one that has run for longer. */
    void killOne() throws InterruptedException {
        running.removeFirst().kill();
    }

    /** Starts another and returns when it is ready. */
    void replace() throws IOException, InterruptedException {
        startOne();
    }

    /** Stops the one that has run for longer where it is, as a machine that hangs. */
    void suspendOne() {
        Signals.STOP.send(running.getFirst().process());
    }

    /** Lets it go on. */
    void resume() {
        Signals.CONT.send(running.getFirst().process());
    }

    @Override
    public void close() {
        running.forEach(PackagedService::close);
    }
}
