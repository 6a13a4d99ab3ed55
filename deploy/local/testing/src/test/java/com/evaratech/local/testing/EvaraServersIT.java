package com.evaratech.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.redis.RedisConnection;
import com.evaratech.local.testing.TestServer.Outage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class EvaraServersIT {

    @Test
    void shouldGiveRolesOfSchema() throws SQLException {
        Map<String, String> variables = EvaraServers.variables("registry");

        assertThat(variables)
                .containsEntry("DB_USER", "evara_registry")
                .containsEntry("DB_OWNER_USER", "evara_registry_owner")
                .containsKeys("DB_PASSWORD", "DB_OWNER_PASSWORD", "REDIS_URL", "FIRST_SUPERADMIN");
        try (Connection connection = EvaraServers.connectAsRuntime("registry")) {
            assertThat(user(connection)).isEqualTo("evara_registry");
        }
        try (Connection connection = EvaraServers.connectAsOwner("telemetry")) {
            assertThat(user(connection)).isEqualTo("evara_telemetry_owner");
        }
    }

    @Test
    void shouldGiveNoDatabaseWhenServiceHasNoSchema() {
        assertThat(EvaraServers.variables(""))
                .doesNotContainKey("DATABASE_URL")
                .containsKey("REDIS_URL");
    }

    @Test
    void shouldShareServersWhenAnotherClassLoaderAsks() throws Exception {
        String here = EvaraServers.variables("registry").get("DATABASE_URL");
        Path classes =
                Path.of(
                        EvaraServers.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());

        try (URLClassLoader loader = new ChildFirst(classes)) {
            Class<?> other = loader.loadClass(EvaraServers.class.getName());
            assertThat(other).isNotSameAs(EvaraServers.class);

            Object variables = other.getMethod("variables", String.class).invoke(null, "registry");

            assertThat(variables)
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("DATABASE_URL", here);
        }
    }

    @Test
    void shouldComeBackWithDataWhenOutageEnds() throws Exception {
        SharedServersMXBean servers = EvaraServers.shared();
        try (RedisConnection redis = redis(servers)) {
            assertThat(redis.call("SET", "outage", "before")).contains("OK");
        }

        try (Outage outage = TestServer.REDIS.stopped()) {
            assertThat(outage).isNotNull();
            assertThatThrownBy(() -> redis(servers)).isInstanceOf(ConnectException.class);
        }

        try (RedisConnection redis = redis(servers)) {
            assertThat(redis.call("GET", "outage")).contains("before");
        }
    }

    @Test
    void shouldAnswerNothingWhenServerHangs() throws Exception {
        SharedServersMXBean servers = EvaraServers.shared();
        try (RedisConnection redis = redis(servers)) {
            try (Outage outage = TestServer.REDIS.hanging()) {
                assertThat(outage).isNotNull();
                assertThatThrownBy(() -> redis.call("PING"))
                        .isInstanceOf(SocketTimeoutException.class);
            }
            assertThat(redis.call("PING")).contains("PONG");
        }
    }

    @Test
    void shouldRefuseConnectionsWhenPostgresIsStopped() throws Exception {
        try (Outage outage = TestServer.POSTGRES.stopped()) {
            assertThat(outage).isNotNull();
            assertThatThrownBy(() -> EvaraServers.connectAsRuntime("polling"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("refused");
        }

        try (Connection connection = EvaraServers.connectAsRuntime("polling")) {
            assertThat(user(connection)).isEqualTo("evara_polling");
        }
    }

    private static RedisConnection redis(SharedServersMXBean servers) throws IOException {
        return RedisConnection.open(servers.getRedisPort(), servers.getRedisPassword());
    }

    private static String user(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT current_user")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /** Loads the fixture anew, as Quarkus does for every application under test. */
    private static final class ChildFirst extends URLClassLoader {

        ChildFirst(Path classes) throws IOException {
            super(new URL[] {classes.toUri().toURL()}, EvaraServers.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.evaratech.local.testing.") && findLoadedClass(name) == null) {
                return findClass(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
