package com.evaratech.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.LocalServerException.MayNotProvision;
import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseRolesIT {

    private static final String DENIED = "permission denied";

    @TempDir static Path directory;

    private static final Map<String, SchemaPasswords> PASSWORDS =
            DatabaseRoles.SCHEMAS.stream()
                    .collect(
                            Collectors.toMap(
                                    Function.identity(),
                                    schema ->
                                            new SchemaPasswords(
                                                    Secrets.generate(), Secrets.generate())));
    private static LocalPostgres postgres;

    @BeforeAll
    static void provision() throws SQLException {
        postgres =
                LocalPostgres.start(
                        LocalServerOptions.of(directory.resolve("postgres"), Secrets.generate())
                                .endingWithOwner());
        provision("evara", PASSWORDS);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry", "telemetry", "alerting", "polling"})
    void shouldLetOwnerCreateInItsSchema(String schema) {
        assertThatCode(() ->
                        asOwner(
                                schema,
                                "CREATE TABLE %s.shelf (id int)".formatted(schema),
                                "DROP TABLE %s.shelf".formatted(schema)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.t", "public.t", "telemetry.t"})
    void shouldRefuseTablesOfRuntimeRole(String table) {
        assertThatThrownBy(() -> asRuntime("registry", "CREATE TABLE %s (id int)".formatted(table)))
                .hasMessageContaining(DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"telemetry.t", "public.t"})
    void shouldRefuseTablesOfOwnerOutsideItsSchema(String table) {
        assertThatThrownBy(() -> asOwner("registry", "CREATE TABLE %s (id int)".formatted(table)))
                .hasMessageContaining(DENIED);
    }

    @Test
    void shouldKeepOtherServicesOutOfSchema() throws SQLException {
        asOwner("registry", "CREATE TABLE registry.secret (id int)");
        asOwner("registry", "GRANT SELECT ON registry.secret TO PUBLIC");

        assertThatThrownBy(() -> asRuntime("alerting", "SELECT * FROM registry.secret"))
                .hasMessageContaining("permission denied for schema registry");
        assertThatCode(() -> asRuntime("registry", "SELECT * FROM registry.secret"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evara_registry_owner", "evara_telemetry", "postgres"})
    void shouldRefuseRuntimeRoleToBecomeAnother(String role) {
        assertThatThrownBy(() -> asRuntime("registry", "SET ROLE " + role))
                .hasMessageContaining(DENIED);
    }

    @Test
    void shouldRefuseRuntimeRoleToReadUngrantedTable() throws SQLException {
        asOwner("polling", "CREATE TABLE polling.closed (id int)");

        assertThatThrownBy(() -> asRuntime("polling", "SELECT * FROM polling.closed"))
                .hasMessageContaining("permission denied for table closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evara_alerting", "evara_alerting_owner"})
    void shouldLeavePasswordsThatWorkAsTheyAre(String role) throws SQLException {
        String before = verifier(role);

        provision("evara", Map.of("alerting", of("alerting")));

        assertThat(verifier(role)).isEqualTo(before).startsWith("SCRAM-SHA-256$");
    }

    @Test
    void shouldKeepPasswordsOfRolesThatMayNotConnectYet() throws SQLException {
        String before = verifier("evara_polling");
        try (Connection anywhere = postgres.admin().connect("postgres")) {
            DatabaseRoles.createDatabase(anywhere, "second");
        }
        asSuperuser("REVOKE CONNECT ON DATABASE second FROM PUBLIC");

        provision("second", Map.of("polling", of("polling")));

        assertThat(verifier("evara_polling")).isEqualTo(before);
    }

    private static String verifier(String role) throws SQLException {
        try (Connection admin = postgres.admin().connect("postgres");
                Statement statement = admin.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT rolpassword FROM pg_authid WHERE rolname = '%s'"
                                        .formatted(role))) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @Test
    void shouldSetPasswordsThatDoNotWork() throws SQLException {
        SchemaPasswords changed = new SchemaPasswords(Secrets.generate(), Secrets.generate());
        SchemaPasswords original = of("telemetry");
        provision("evara", Map.of("telemetry", changed));

        assertThatThrownBy(() -> asRuntime("telemetry", "SELECT 1"))
                .hasMessageContaining("password");
        provision("evara", Map.of("telemetry", original));
        assertThatCode(() -> asRuntime("telemetry", "SELECT 1")).doesNotThrowAnyException();
    }

    @Test
    void shouldWorkWhenAdministratorIsNoSuperuser() throws SQLException {
        String password = Secrets.generate();
        asSuperuser("CREATE ROLE builder LOGIN CREATEROLE CREATEDB PASSWORD '" + password + "'");
        AdminAccess builder = new AdminAccess("127.0.0.1", postgres.port(), "builder", password);
        SchemaPasswords workshop = new SchemaPasswords(Secrets.generate(), Secrets.generate());

        for (int round = 1; round <= 2; round++) {
            try (Connection anywhere = builder.connect("postgres")) {
                DatabaseRoles.createDatabase(anywhere, "built");
            }
            try (Connection connection = builder.connect("built")) {
                new DatabaseRoles(Map.of("workshop", workshop)).provision(connection);
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }

        AdminAccess owner =
                new AdminAccess(
                        "127.0.0.1", postgres.port(), "evara_workshop_owner", workshop.owner());
        assertThatCode(() -> run(owner, "built", "CREATE TABLE workshop.bench (id int)"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> run(builder, "built", "SELECT * FROM workshop.bench"))
                .hasMessageContaining(DENIED);
    }

    @Test
    void shouldSayWhatIsMissingWhenAdministratorMayNotCreateRoles() throws SQLException {
        String password = Secrets.generate();
        asSuperuser("CREATE ROLE guest LOGIN PASSWORD '" + password + "'");
        AdminAccess guest = new AdminAccess("127.0.0.1", postgres.port(), "guest", password);

        try (Connection connection = guest.connect("evara")) {
            assertThatThrownBy(() -> new DatabaseRoles(PASSWORDS).provision(connection))
                    .isInstanceOf(MayNotProvision.class)
                    .hasMessageContaining("guest")
                    .hasMessageContaining("create roles");
            assertThatThrownBy(() -> DatabaseRoles.createDatabase(connection, "guesthouse"))
                    .isInstanceOf(MayNotProvision.class)
                    .hasMessageContaining("create the database guesthouse");
        }
    }

    private static void provision(String database, Map<String, SchemaPasswords> passwords)
            throws SQLException {
        try (Connection anywhere = postgres.admin().connect("postgres")) {
            DatabaseRoles.createDatabase(anywhere, database);
        }
        try (Connection connection = postgres.admin().connect(database)) {
            new DatabaseRoles(passwords).provision(connection);
        }
    }

    private static SchemaPasswords of(String schema) {
        return Objects.requireNonNull(PASSWORDS.get(schema));
    }

    private static void asOwner(String schema, String... statements) throws SQLException {
        run(access(DatabaseRoles.ownerOf(schema), of(schema).owner()), "evara", statements);
    }

    private static void asRuntime(String schema, String... statements) throws SQLException {
        run(access(DatabaseRoles.runtimeOf(schema), of(schema).runtime()), "evara", statements);
    }

    private static void asSuperuser(String statement) throws SQLException {
        run(postgres.admin(), "postgres", statement);
    }

    private static AdminAccess access(String role, String password) {
        return new AdminAccess("127.0.0.1", postgres.port(), role, password);
    }

    private static void run(AdminAccess access, String database, String... statements)
            throws SQLException {
        try (Connection connection = access.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
