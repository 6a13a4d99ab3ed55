package com.evaratech.local.testing;

import com.evaratech.common.access.Role;
import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.AdminAccess;
import com.evaratech.local.postgres.DatabaseRoles;
import io.quarkus.test.common.QuarkusTestResourceConfigurableLifecycleManager;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Quarkus' side of the shared servers: starts them with the first test that asks, and hands every
 * application under test the operators' variables. Used through {@link WithEvaraServers}.
 */
public final class EvaraServers
        implements QuarkusTestResourceConfigurableLifecycleManager<WithEvaraServers> {

    /** Tokens name it as their issuer; nobody connects to it. */
    static final String IDENTITY_URL = "https://identity.invalid";

    private String schema = "";

    @Override
    public void init(WithEvaraServers annotation) {
        schema = annotation.schema();
    }

    /** The operators' variables of the service under test. */
    @Override
    public Map<String, String> start() {
        return variables(schema);
    }

    /** Leaves the servers to the tests that follow; they end with the JVM. */
    @Override
    public void stop() {}

    /** The variables with which a service of this schema starts; empty for one without a schema. */
    public static Map<String, String> variables(String schema) {
        SharedServersMXBean servers = shared();
        Map<String, String> variables = new HashMap<>();
        variables.put(
                "REDIS_URL",
                "redis://:%s@127.0.0.1:%d"
                        .formatted(servers.getRedisPassword(), servers.getRedisPort()));
        variables.put("SUPABASE_URL", IDENTITY_URL);
        variables.put("SUPABASE_JWT_SECRET", servers.getTokenSecret());
        variables.put("OTEL_TRACES_SAMPLER_ARG", "1");
        variables.put("CHANNEL_KEY_RING", keyRing());
        variables.put("FIRST_SUPERADMIN", LocalIssuer.subjectOf(Role.SUPERADMIN.code()).toString());
        if (!schema.isEmpty()) {
            String owner = DatabaseRoles.ownerOf(schema);
            String runtime = DatabaseRoles.runtimeOf(schema);
            variables.put("DATABASE_URL", access(runtime).url(DatabaseRoles.DATABASE));
            variables.put("DB_USER", runtime);
            variables.put("DB_PASSWORD", servers.passwordOf(runtime));
            variables.put("DB_OWNER_USER", owner);
            variables.put("DB_OWNER_PASSWORD", servers.passwordOf(owner));
        }
        return Map.copyOf(variables);
    }

    /** One key, of this JVM as all secrets are. */
    static String keyRing() {
        return Secrets.keyRing("test", shared().getTokenSecret());
    }

    /** A connection as the service's runtime role, for what a test looks up or prepares in SQL. */
    public static Connection connectAsRuntime(String schema) throws SQLException {
        return access(DatabaseRoles.runtimeOf(schema)).connect(DatabaseRoles.DATABASE);
    }

    /** A connection as the schema's owner, for what the runtime role may not. */
    public static Connection connectAsOwner(String schema) throws SQLException {
        return access(DatabaseRoles.ownerOf(schema)).connect(DatabaseRoles.DATABASE);
    }

    private static AdminAccess access(String role) {
        SharedServersMXBean servers = shared();
        return new AdminAccess(
                "127.0.0.1", servers.getPostgresPort(), role, servers.passwordOf(role));
    }

    /** The servers of this JVM, started when they are not. */
    static SharedServersMXBean shared() {
        try {
            // By the system's loader: one set a JVM, however many loaders Quarkus makes and closes.
            Class<?> shared =
                    Class.forName(
                            SharedServers.class.getName(),
                            true,
                            ClassLoader.getSystemClassLoader());
            var _ = shared.getMethod("ensureStarted").invoke(null);
            return JMX.newMXBeanProxy(
                    ManagementFactory.getPlatformMBeanServer(),
                    new ObjectName(SharedServers.NAME),
                    SharedServersMXBean.class);
        } catch (ReflectiveOperationException | MalformedObjectNameException e) {
            throw new IllegalStateException("The tests' servers did not start", e);
        }
    }
}
