package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.postgres.DatabaseRoles;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
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

    private static final Map<String, PackagedProcess> JOBS = new HashMap<>();

    private static Servers servers;

    @BeforeAll
    static void startServers() throws SQLException {
        servers = Servers.start(folder);
    }

    @AfterAll
    static void stopServers() {
        JOBS.values().forEach(PackagedProcess::kill);
        JOBS.clear();
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
        PackagedProcess job = migrated(service, schema);

        assertThat(job.end()).describedAs(job.output()).isZero();
        assertThat(job.output()).doesNotContain("Listening on");
        assertThat(migrationsOf(schema)).isPositive();
    }

    @Test
    void shouldServeWithoutTheOwnersPassword() throws Exception {
        int _ = migrated("node-service", "registry").end();
        Map<String, String> variables = settings("overlays/production/services", "evara-");
        variables.putAll(servers.secrets("registry"));
        variables.remove("OTEL_EXPORTER_OTLP_ENDPOINT");

        try (var service = ServingProcess.start(folder, "node-service", variables)) {
            service.awaitReady();

            assertThat(service.healthCommand(folder).end()).isZero();
            assertThat(variables).containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
            assertThat(variables).doesNotContainKey("DB_OWNER_PASSWORD");
            service.stop();
        }
    }

    /** The service's job, which runs once whichever test asks first. */
    private static PackagedProcess migrated(String service, String schema) {
        return JOBS.computeIfAbsent(
                service,
                it -> {
                    try {
                        return PackagedProcess.start(folder, it, migrationVariables(schema));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
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
                Rendered.folder(tree).stream()
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
