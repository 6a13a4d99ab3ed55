package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.redis.LocalRedis;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

    private static final String OWNERS = "owner-password";
    private static final String RUNTIMES = "runtime-password";
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir static Path folder;

    private static LocalPostgres postgres;
    private static LocalRedis redis;

    @BeforeAll
    static void startServers() throws SQLException {
        postgres =
                LocalPostgres.start(
                        LocalServerOptions.of(folder.resolve("postgres"), "superuser-password")
                                .endingWithOwner());
        redis =
                LocalRedis.start(
                        LocalServerOptions.of(folder.resolve("redis"), "redis-password")
                                .endingWithOwner());
        try (Connection anywhere = postgres.admin().connect("postgres")) {
            DatabaseRoles.createDatabase(anywhere, DatabaseRoles.DATABASE);
        }
        Map<String, SchemaPasswords> passwords = new HashMap<>();
        DatabaseRoles.SCHEMAS.forEach(
                it -> passwords.put(it, new SchemaPasswords(OWNERS, RUNTIMES)));
        try (Connection database = postgres.admin().connect(DatabaseRoles.DATABASE)) {
            new DatabaseRoles(passwords).provision(database);
        }
    }

    @AfterAll
    static void stopServers() {
        redis.close();
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({
        "node-service, registry",
        "telemetry-service, telemetry",
        "alert-service, alerting",
        "thingspeak-poller, polling"
    })
    void shouldMigrateAndEnd(String service, String schema) throws Exception {
        Running job = start(service, migrationVariables(schema));

        assertThat(job.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(job.process().exitValue()).describedAs(job.output()).isZero();
        assertThat(job.output()).doesNotContain("Listening on");
        assertThat(migrationsOf(schema)).isPositive();
    }

    @Test
    void shouldServeWithoutTheOwnersPassword() throws Exception {
        Running job = start("node-service", migrationVariables("registry"));
        assertThat(job.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Map<String, String> variables = settings("overlays/production/services", "evara-");
        variables.putAll(common("registry"));
        String management = Integer.toString(freePort());
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(freePort()));
        variables.put("QUARKUS_MANAGEMENT_PORT", management);
        variables.remove("OTEL_EXPORTER_OTLP_ENDPOINT");

        Running service = start("node-service", variables);
        try {
            await().atMost(LONG)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> isHealthy(management) || !service.process().isAlive());

            assertThat(service.process().isAlive()).describedAs(service.output()).isTrue();
            assertThat(variables).containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
            assertThat(variables).doesNotContainKey("DB_OWNER_PASSWORD");
        } finally {
            service.process().destroy();
            assertThat(service.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean isHealthy(String management) throws Exception {
        Running health =
                start("node-service", Map.of("QUARKUS_MANAGEMENT_PORT", management), "health");
        return health.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS)
                && health.process().exitValue() == 0;
    }

    private static Map<String, String> migrationVariables(String schema) {
        Map<String, String> variables =
                settings("overlays/production/migrations", "evara-migration-");
        variables.putAll(common(schema));
        variables.put("DB_OWNER_USER", DatabaseRoles.ownerOf(schema));
        variables.put("DB_OWNER_PASSWORD", OWNERS);
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

    /** What the Secrets say, and where the servers of this test are. */
    private static Map<String, String> common(String schema) {
        return Map.of(
                "REDIS_URL",
                redis.url(),
                "SUPABASE_JWT_SECRET",
                "0123456789abcdef0123456789abcdef",
                "DATABASE_URL",
                "postgresql://127.0.0.1:%d/%s?sslmode=disable"
                        .formatted(postgres.port(), DatabaseRoles.DATABASE),
                "DB_USER",
                DatabaseRoles.runtimeOf(schema),
                "DB_PASSWORD",
                RUNTIMES);
    }

    private record Running(Process process, Path log) {

        String output() throws IOException {
            return Files.readString(log);
        }
    }

    private static Running start(String service, Map<String, String> variables, String... arguments)
            throws IOException {
        Path log = Files.createTempFile(folder, service, ".log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                // It is over before the second compiler would pay.
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-jar",
                                Path.of("..", "..", service, "target/quarkus-app/quarkus-run.jar")
                                        .toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return new Running(builder.start(), log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long migrationsOf(String schema) throws SQLException {
        try (Connection database = postgres.admin().connect(DatabaseRoles.DATABASE);
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
