package com.evaratech.bench.fleet;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.SchemaPasswords;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Alert-service alone, one life after another on the same data. */
public final class AlertService implements AutoCloseable {

    /** Its name, and its directory in the repository. */
    public static final String NAME = "alert-service";

    private static final String SCHEMA = "alerting";
    private static final String IDENTITY = "http://identity.evara.localhost";

    private final BenchServers servers;
    private final Map<String, String> variables;
    private PackagedService life;

    private AlertService(
            BenchServers servers, Map<String, String> variables, PackagedService life) {
        this.servers = servers;
        this.variables = variables;
        this.life = life;
    }

    /**
     * Makes its database, starts it and returns when it is ready.
     *
     * @throws IllegalStateException when it did not become ready
     */
    public static AlertService start(BenchServers servers)
            throws IOException, SQLException, InterruptedException {
        var passwords = new SchemaPasswords(Secrets.generate(), Secrets.generate());
        PackagedService.createDatabase(servers, SCHEMA, passwords);
        var variables = new HashMap<>(PackagedService.servers(servers, SCHEMA, passwords));
        variables.put("SUPABASE_URL", IDENTITY);
        variables.put("SUPABASE_JWT_SECRET", Secrets.generate());
        return new AlertService(
                servers, variables, PackagedService.start(servers, NAME, NAME, variables));
    }

    /** Ends it in order. */
    public void stop() {
        life.close();
    }

    /** Ends it as a power failure of its machine would. */
    public void kill() throws InterruptedException {
        life.kill();
    }

    /** Starts it again and returns when it is ready. */
    public void startAgain() throws IOException, InterruptedException {
        launchAgain();
        life.awaitReady();
    }

    /** Starts it again and returns at once. */
    public void launchAgain() throws IOException {
        life = PackagedService.launch(servers, NAME, NAME, variables);
    }

    /** How its present life is. */
    public PackagedService.Health health() {
        return life.health();
    }

    /** The process of its present life. */
    public ProcessHandle process() {
        return life.process();
    }

    @Override
    public void close() {
        life.close();
    }
}
