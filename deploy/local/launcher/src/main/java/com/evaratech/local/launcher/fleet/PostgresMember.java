package com.evaratech.local.launcher.fleet;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.process.ProcessIdentity;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL with the services' database, roles and schemas. */
final class PostgresMember implements Member {

    /** Its name in the status and in the logs. */
    static final String NAME = "postgres";

    private final LocalServerOptions options;
    private final DatabaseRoles roles;
    private @Nullable LocalPostgres server;

    /** Starts on the options' port, which must not be 0: the services are told it beforehand. */
    PostgresMember(LocalServerOptions options, DatabaseRoles roles) {
        this.options = options;
        this.roles = roles;
    }

    @Override
    public ProcessHandle start() throws IOException {
        stop();
        LocalPostgres started = LocalPostgres.start(options);
        boolean prepared = false;
        try {
            prepare(started);
            prepared = true;
        } catch (SQLException e) {
            throw new IOException("the database could not be prepared: " + e.getMessage(), e);
        } finally {
            if (!prepared) {
                started.close();
            }
        }
        server = started;
        return started.process();
    }

    private void prepare(LocalPostgres started) throws SQLException {
        try (Connection admin = started.admin().connect("postgres")) {
            DatabaseRoles.createDatabase(admin, DatabaseRoles.DATABASE);
        }
        try (Connection admin = started.admin().connect(DatabaseRoles.DATABASE)) {
            roles.provision(admin);
        }
    }

    @Override
    public Readiness.Outcome awaitReady(Duration limit, StopSignal stop) {
        LocalPostgres started = server;
        return started != null && ProcessIdentity.isRunning(started.process())
                ? Readiness.Outcome.READY
                : Readiness.Outcome.ENDED;
    }

    @Override
    public void stop() {
        LocalPostgres started = server;
        if (started != null) {
            started.close();
            server = null;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Part.Kind kind() {
        return Part.Kind.SERVER;
    }

    @Override
    public String url() {
        return "postgresql://127.0.0.1:" + options.port() + "/" + DatabaseRoles.DATABASE;
    }

    @Override
    public @Nullable String management() {
        return null;
    }
}
