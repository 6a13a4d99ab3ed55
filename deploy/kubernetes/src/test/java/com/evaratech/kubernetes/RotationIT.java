package com.evaratech.kubernetes;

import static com.evaratech.kubernetes.PackagedProcess.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.kubernetes.ServingProcess.Answer;
import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.process.LoopbackPorts;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets are rotated as docs/operations/secrets.md says: one packaged node-service works with the
 * old ones while the next starts with the new ones. The owner's password changes before the next
 * one starts, that of the service after.
 */
class RotationIT {

    private static final String SCHEMA = "registry";
    private static final String ROLE = DatabaseRoles.runtimeOf(SCHEMA);
    private static final String OWNER = DatabaseRoles.ownerOf(SCHEMA);
    private static final String NEW_PASSWORD = "rotated-password";
    private static final String NEW_OWNERS = "rotated-owner-password";
    private static final String PROVIDER = "http://provider.test";
    private static final String SECRET_BEFORE = "the-secret-before-of-thirty-two-bytes";
    private static final String SECRET_NEXT = "the-next-secret-of-thirty-two-bytes";
    private static final LocalIssuer BEFORE = issuer(SECRET_BEFORE);
    private static final LocalIssuer NEXT = issuer(SECRET_NEXT);
    private static final String OLD_KEY = "k1:" + key((byte) 1);
    private static final String NEW_KEY = "k2:" + key((byte) 2);

    @TempDir static Path folder;

    private static Servers servers;
    private static ServingProcess working;
    private static ServingProcess next;
    private static PackagedProcess early;
    private static PackagedProcess lateMigration;
    private static String node;

    @BeforeAll
    static void rotate() throws Exception {
        servers = Servers.start(folder);
        working = ServingProcess.start(folder, "node-service", variablesOfWorking());
        working.awaitReady();
        node = registerWithReadKey();
        setPassword(OWNER, NEW_OWNERS);
        lateMigration = PackagedProcess.start(folder, "node-service", variablesOfLateMigration());
        early = PackagedProcess.start(folder, "node-service", variablesOfEarly());
        int _ = lateMigration.end();
        int _ = early.end();
        setPassword(ROLE, NEW_PASSWORD);
        next = ServingProcess.start(folder, "node-service", variablesOfNext());
        next.awaitReady();
    }

    private static void setPassword(String role, String password) throws SQLException {
        try (Connection admin = servers.admin();
                Statement statement = admin.createStatement()) {
            statement.execute("alter role %s password '%s'".formatted(role, password));
        }
    }

    @AfterAll
    static void stop() {
        next.close();
        early.kill();
        lateMigration.kill();
        working.close();
        servers.close();
    }

    @Test
    void shouldWorkOnOverOpenConnections() throws Exception {
        assertThat(working.get(node, token(BEFORE)).status()).isEqualTo(200);
        assertThat(
                        working.send(
                                        "POST",
                                        "/api/v1/distributors",
                                        token(BEFORE),
                                        Map.of("name", "Works", "slug", "after-the-change"))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void shouldRefuseTheOldPasswordAtANewConnection() throws Exception {
        assertThatThrownBy(() -> connect(Servers.RUNTIMES))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
        connect(NEW_PASSWORD).close();
    }

    @Test
    void shouldEndWithOneLineThatNamesTheSettingWhileTheDatabaseDoesNotKnowThePassword()
            throws Exception {
        assertRefused(early, ROLE);
        assertThat(early.output()).doesNotContain(NEW_PASSWORD);
        // Others end with the process, for reasons of their own.
        assertThat(early.output().lines())
                .filteredOn(line -> line.contains("Loop is held up"))
                .filteredOn(line -> line.contains("password"))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).contains("DB_PASSWORD").doesNotContain("stackTrace"));
    }

    @Test
    void shouldMigrateWithTheOwnersNewPasswordAlone() throws Exception {
        assertRefused(lateMigration, OWNER);
        assertThat(lateMigration.output()).doesNotContain("\tat ", Servers.OWNERS);
    }

    private static void assertRefused(PackagedProcess process, String role) throws Exception {
        assertThat(process.end()).isEqualTo(1);
        assertThat(process.output().lines())
                .filteredOn(line -> line.startsWith("cannot start: "))
                .singleElement()
                .asString()
                .contains(
                        "the database refuses the password of DB_PASSWORD",
                        "DB_OWNER_PASSWORD",
                        "password authentication failed for user \"" + role + "\"");
    }

    @Test
    void shouldServeWithTheNewPasswordWhatWasThereBefore() throws Exception {
        assertThat(next.get(node, token(NEXT)).status()).isEqualTo(200);
    }

    @Test
    void shouldAdmitTokensOfBothSecretsWhileBothAreSet() throws Exception {
        assertThat(working.get(node, token(NEXT)).status()).isEqualTo(200);
        assertThat(working.get(node, token(BEFORE)).status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseTokensOfTheSecretThatIsNotSetAnyMore() throws Exception {
        assertThat(next.get(node, token(BEFORE)).status()).isEqualTo(401);
    }

    @Test
    void shouldSealReadKeysAnewByTheKeyInFront() throws Exception {
        await().atMost(LONG).untilAsserted(() -> assertThat(sealed()).startsWith("s1.k2."));
        JsonObject channel =
                JsonParser.parseString(next.get(node + "/channel", token(NEXT)).body())
                        .getAsJsonObject();

        assertThat(Json.text(channel, "has_read_api_key")).isEqualTo("true");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(next.output()).contains("Read keys sealed anew"));
    }

    /** Amidst a rotation: the provider may sign with the secret before or with the next one. */
    private static Map<String, String> variablesOfWorking() {
        Map<String, String> variables = servers.secrets(SCHEMA);
        putOldOwner(variables);
        variables.put("FIRST_SUPERADMIN", LocalIssuer.subjectOf("superadmin").toString());
        variables.put("SUPABASE_URL", PROVIDER);
        variables.put("SUPABASE_JWT_SECRET", SECRET_NEXT);
        variables.put("SUPABASE_JWT_SECRET_PREVIOUS", SECRET_BEFORE);
        variables.put("CHANNEL_KEY_RING", OLD_KEY + "," + NEW_KEY);
        return variables;
    }

    /** It migrates with the new password of the owner. */
    private static Map<String, String> variablesOfNext() {
        Map<String, String> variables = servers.secrets(SCHEMA);
        variables.put("DB_OWNER_USER", OWNER);
        variables.put("DB_OWNER_PASSWORD", NEW_OWNERS);
        variables.put("DB_PASSWORD", NEW_PASSWORD);
        variables.put("SUPABASE_URL", PROVIDER);
        variables.put("SUPABASE_JWT_SECRET", SECRET_NEXT);
        variables.put("CHANNEL_KEY_RING", NEW_KEY + "," + OLD_KEY);
        return variables;
    }

    /** A pod that has the service's new password before the database has it. */
    private static Map<String, String> variablesOfEarly() {
        Map<String, String> variables = variablesOfNext();
        variables.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(LoopbackPorts.free()));
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(LoopbackPorts.free()));
        return variables;
    }

    /** A job that has the owner's password of before. */
    private static Map<String, String> variablesOfLateMigration() {
        Map<String, String> variables = servers.secrets(SCHEMA);
        putOldOwner(variables);
        variables.put("SUPABASE_URL", PROVIDER);
        variables.put("QUARKUS_INIT_AND_EXIT", "true");
        return variables;
    }

    private static void putOldOwner(Map<String, String> variables) {
        variables.put("DB_OWNER_USER", OWNER);
        variables.put("DB_OWNER_PASSWORD", Servers.OWNERS);
    }

    /** The path of a node that is fetched from a private channel. */
    private static String registerWithReadKey() throws Exception {
        await().atMost(LONG)
                .until(() -> working.get("/api/v1/profile", token(BEFORE)).status() == 200);
        String distributor = add("/api/v1/distributors", Map.of("name", "Works", "slug", "works"));
        String community =
                add(
                        "/api/v1/communities",
                        Map.of(
                                "distributor_id", distributor,
                                "name", "Campus",
                                "slug", "campus",
                                "region", "Karnataka",
                                "city", "Bengaluru"));
        String path =
                "/api/v1/nodes/"
                        + add(
                                "/api/v1/nodes",
                                Map.of(
                                        "community_id", community,
                                        "key", "north-tank",
                                        "label", "North tank",
                                        "category", "OHT",
                                        "time_zone", "Asia/Kolkata",
                                        "expected_interval_seconds", 60));
        Answer mapped =
                working.send(
                        "PUT",
                        path + "/channel",
                        token(BEFORE),
                        Map.of(
                                "channel_id",
                                4711,
                                "read_api_key",
                                "SECRETREADKEY123",
                                "fields",
                                List.of(Map.of("field", 1, "metric", "water_level_cm"))));
        assertThat(mapped.status()).describedAs(mapped.body()).isEqualTo(201);
        assertThat(sealed()).startsWith("s1.k1.");
        return path;
    }

    private static String add(String path, Map<String, ?> body) throws Exception {
        Answer added = working.send("POST", path, token(BEFORE), body);
        assertThat(added.status()).describedAs(added.body()).isEqualTo(201);
        return Json.text(JsonParser.parseString(added.body()).getAsJsonObject(), "id");
    }

    private static String sealed() throws SQLException {
        try (Connection admin = servers.admin();
                Statement statement = admin.createStatement();
                ResultSet rows =
                        statement.executeQuery("select read_api_key from registry.channel")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s"
                        .formatted(servers.postgres().port(), DatabaseRoles.DATABASE),
                ROLE,
                password);
    }

    private static String token(LocalIssuer issuer) {
        return issuer.token(LocalIssuer.subjectOf("superadmin"), Duration.ofHours(1));
    }

    private static LocalIssuer issuer(String secret) {
        return new LocalIssuer(secret, PROVIDER, Clock.systemUTC());
    }

    private static String key(byte filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
