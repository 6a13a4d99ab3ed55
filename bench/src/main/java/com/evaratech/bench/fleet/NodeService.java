package com.evaratech.bench.fleet;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.SchemaPasswords;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The registry alone, and whoever may ask it. */
public final class NodeService implements AutoCloseable {

    private static final String NAME = "node-service";
    private static final String SCHEMA = "registry";
    private static final String IDENTITY = "http://identity.evara.localhost";
    private static final Duration VALIDITY = Duration.ofHours(2);

    private final PackagedService service;
    private final String secret;

    private NodeService(PackagedService service, String secret) {
        this.service = service;
        this.secret = secret;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @throws IllegalStateException when it did not become ready
     */
    public static NodeService start(BenchServers servers)
            throws IOException, SQLException, InterruptedException {
        var passwords = new SchemaPasswords(Secrets.generate(), Secrets.generate());
        String secret = Secrets.generate();
        PackagedService.createDatabase(servers, SCHEMA, passwords);
        var variables = new HashMap<>(PackagedService.servers(servers, SCHEMA, passwords));
        variables.put("SUPABASE_URL", IDENTITY);
        variables.put("SUPABASE_JWT_SECRET", secret);
        variables.put("FIRST_SUPERADMIN", LocalIssuer.subjectOf("superadmin").toString());
        return new NodeService(PackagedService.start(servers, NAME, NAME, variables), secret);
    }

    /** Where it answers, for instance {@code http://127.0.0.1:8000}. */
    public String url() {
        return service.url();
    }

    /** A token that says who somebody is. */
    public String token(UUID subject) {
        return new LocalIssuer(secret, IDENTITY, InstantSource.system()).token(subject, VALIDITY);
    }

    /** The process, by the service's name. */
    public Map<String, ProcessHandle> process() {
        return Map.of(NAME, service.process());
    }

    @Override
    public void close() {
        service.close();
    }
}
