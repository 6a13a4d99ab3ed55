package com.evaratech.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.testing.WithEvaraServers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What one replica takes of the database's connections beside those that serve requests. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class DatabaseConnectionsIT {

    @Inject AgroalDataSource database;

    @Test
    void shouldKeepNoMoreThanItNeedsAndNoneWhenIdle() {
        var pool = database.getConfiguration().connectionPoolConfiguration();

        assertThat(pool.maxSize()).isEqualTo(3);
        assertThat(pool.minSize()).isZero();
        assertThat(pool.initialSize()).isZero();
        assertThat(pool.reapTimeout()).isEqualTo(Duration.ofMinutes(1));
        // What a broken server left is asked before it is lent.
        assertThat(pool.idleValidationTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    /** All that the pool has are limited, and then all are looked at. */
    @Test
    void shouldLendConnectionsWithoutTheLimitOfWhoHadThemBefore() throws SQLException {
        withAll(connection -> connection.setNetworkTimeout(Runnable::run, 5_000));

        withAll(connection -> assertThat(connection.getNetworkTimeout()).isZero());
    }

    private void withAll(Use use) throws SQLException {
        try (var one = database.getConnection();
                var two = database.getConnection()) {
            use.of(one);
            use.of(two);
        }
    }

    @FunctionalInterface
    private interface Use {
        void of(Connection connection) throws SQLException;
    }
}
