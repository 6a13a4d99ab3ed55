package com.evaratech.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The migration for months that were there before rollups. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class EarlyMonthsIT {

    private static final String MIGRATION = "/db/migration/V62__rollups_of_early_months.sql";

    @Test
    void shouldMakeRoomForTheQuartersOfMonthsThatHaveReadings() throws Exception {
        // In a transaction that comes to nothing: other tests have these tables, too.
        try (var owner = EvaraServers.connectAsOwner("telemetry")) {
            owner.setAutoCommit(false);
            run(owner, "select telemetry.ensure_month('flow', '2031-05-01')");
            run(owner, "drop table telemetry.rollup_quarter_flow_2031_05");

            run(owner, migration());

            assertThat(isThere(owner, "telemetry.rollup_quarter_flow_2031_05")).isTrue();
            assertThat(isThere(owner, "telemetry.rollup_quarter_tank_2031_05")).isFalse();
            owner.rollback();
        }
    }

    private static String migration() throws IOException {
        try (var text =
                Objects.requireNonNull(EarlyMonthsIT.class.getResourceAsStream(MIGRATION))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }

    private static boolean isThere(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
