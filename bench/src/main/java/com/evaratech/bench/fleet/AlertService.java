package com.evaratech.bench.fleet;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.SchemaPasswords;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Alert-service alone, one life after another on the same data, which are those of many nodes. */
public final class AlertService implements AutoCloseable {

    /** Its name, and its directory in the repository. */
    public static final String NAME = "alert-service";

    private static final String SCHEMA = "alerting";

    // For a hundred thousand nodes in one process, as a pod of 1,536 MiB has it
    // (docs/operations/resources.md); with what there is beside it, less than 1 GB.
    private static final int HEAP_MIB = 512;

    private static final String IDENTITY = "http://identity.evara.localhost";

    private final BenchServers servers;
    private final ServiceCommand command;
    private final Map<String, String> variables;
    private PackagedService life;

    private AlertService(
            BenchServers servers, ServiceCommand command, Map<String, String> variables)
            throws IOException {
        this.servers = servers;
        this.command = command;
        this.variables = variables;
        this.life = PackagedService.launch(servers, command, NAME, variables);
    }

    /**
     * Makes its database, starts it and returns when it is ready.
     *
     * @throws IllegalStateException when it did not become ready
     */
    public static AlertService start(BenchServers servers, ServiceForm form)
            throws IOException, SQLException, InterruptedException {
        var passwords = new SchemaPasswords(Secrets.generate(), Secrets.generate());
        PackagedService.createDatabase(servers, SCHEMA, passwords);
        var variables = new HashMap<>(PackagedService.servers(servers, SCHEMA, passwords));
        variables.put("SUPABASE_URL", IDENTITY);
        variables.put("SUPABASE_JWT_SECRET", Secrets.generate());
        // Each life is in the place of the one before, as a container started again in its pod.
        variables.put("INSTANCE_NAME", NAME + " of the bench");
        var command = new ServiceCommand(PackagedService.directory(NAME), form, HEAP_MIB);
        var service = new AlertService(servers, command, variables);
        service.life.awaitReady();
        return service;
    }

    /** What is started, as a phrase. */
    public String what() throws IOException {
        return "%s, with a heap of %d MiB at most".formatted(command.what(), HEAP_MIB);
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
        life = PackagedService.launch(servers, command, NAME, variables);
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
