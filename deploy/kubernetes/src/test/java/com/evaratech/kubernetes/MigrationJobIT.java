package com.evaratech.kubernetes;

import static com.evaratech.kubernetes.PackagedProcess.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.process.LoopbackPorts;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The packaged services with the variables that their rendered jobs and Deployments give them: a
 * job migrates and ends, and a service works without the owner's password.
 */
class MigrationJobIT {

    @TempDir static Path folder;

    private static Servers servers;

    @BeforeAll
    static void startServers() throws SQLException {
        servers = Servers.start(folder);
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "node-service, registry",
        "telemetry-service, telemetry",
        "alert-service, alerting",
        "thingspeak-poller, polling"
    })
    void shouldMigrateAndEnd(String service, String schema) throws Exception {
        PackagedProcess job = PackagedProcess.start(folder, service, migrationVariables(schema));

        assertThat(job.end()).describedAs(job.output()).isZero();
        assertThat(job.output()).doesNotContain("Listening on");
        assertThat(migrationsOf(schema)).isPositive();
    }

    @Test
    void shouldServeWithoutTheOwnersPassword() throws Exception {
        int _ = PackagedProcess.start(folder, "node-service", migrationVariables("registry")).end();
        Map<String, String> variables = settings("overlays/production/services", "evara-");
        variables.putAll(servers.secrets("registry"));
        var ports = LoopbackPorts.free(2, Set.of());
        String management = ports.getFirst().toString();
        variables.put("QUARKUS_HTTP_PORT", ports.getLast().toString());
        variables.put("QUARKUS_MANAGEMENT_PORT", management);
        variables.remove("OTEL_EXPORTER_OTLP_ENDPOINT");

        PackagedProcess service = PackagedProcess.start(folder, "node-service", variables);
        try {
            await().atMost(LONG)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> isHealthy(management) || !service.process().isAlive());

            assertThat(service.process().isAlive()).describedAs(service.output()).isTrue();
            assertThat(variables).containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
            assertThat(variables).doesNotContainKey("DB_OWNER_PASSWORD");
        } finally {
            service.stop();
        }
    }

    private static boolean isHealthy(String management) throws Exception {
        return PackagedProcess.start(
                                folder,
                                "node-service",
                                Map.of("QUARKUS_MANAGEMENT_PORT", management),
                                "health")
                        .end()
                == 0;
    }

    private static Map<String, String> migrationVariables(String schema) {
        Map<String, String> variables =
                settings("overlays/production/migrations", "evara-migration-");
        variables.putAll(servers.secrets(schema));
        variables.put("DB_OWNER_USER", DatabaseRoles.ownerOf(schema));
        variables.put("DB_OWNER_PASSWORD", Servers.OWNERS);
        return variables;
    }

    /** What the rendered ConfigMap says. */
    private static Map<String, String> settings(String tree, String name) {
        JsonObject settings =
                Yaml.parseAll(Tools.kustomize(tree)).stream()
                        .filter(it -> Json.kind(it).equals("ConfigMap"))
                        .filter(it -> Json.name(it).startsWith(name))
                        .findFirst()
                        .orElseThrow();
        return Json.map(settings, "data");
    }

    private static long migrationsOf(String schema) throws SQLException {
        try (Connection database = servers.admin();
                Statement statement = database.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM %s.flyway_schema_history WHERE success"
                                        .formatted(schema))) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}
