package com.evaratech.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.metric.Kind;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.telemetry.Cold;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What packing does when somebody is in the way, and who may take packed readings away. */
class PackedMonthsIT {

    private final DataSource database = Migrated.database();
    private final OffsetDateTime month =
            Clock.systemUTC()
                    .instant()
                    .atOffset(ZoneOffset.UTC)
                    .minusDays(120)
                    .withDayOfMonth(1)
                    .truncatedTo(ChronoUnit.DAYS);

    @Test
    void shouldFinishAMonthThatCouldNotBeEmptiedAtFirst() throws SQLException {
        // Of a month of its own: nobody else adds to it.
        OffsetDateTime lonely = month.minusMonths(7);
        String table =
                "telemetry.telemetry_deep_" + DateTimeFormatter.ofPattern("yyyy_MM").format(lonely);
        try (var holder = EvaraServers.connectAsOwner("telemetry");
                var packer = database.getConnection();
                var owner = holder.createStatement()) {
            Migrated.month(database, Kind.DEEP, lonely.toInstant());
            int _ =
                    owner.executeUpdate(
                            """
                            insert into telemetry.telemetry_deep (node_number, recorded_at, voltage_v)
                            select n, timestamptz '%s' + i * interval '1 minute', 230
                            from generate_series(1, 20) n, generate_series(0, 99) i
                            """
                                    .formatted(lonely));
            holder.setAutoCommit(false);
            boolean _ = owner.execute("lock table " + table + " in share update exclusive mode");
            while (Cold.pack(packer, Kind.DEEP, lonely.toInstant()) > 0) {
                // A portion is a transaction.
            }
            assertThat(Cold.pack(packer, Kind.DEEP, lonely.toInstant())).isEqualTo(-1);
            holder.commit();
            holder.setAutoCommit(true);
            boolean _ = owner.execute("vacuum " + table);

            // The server may be looking through the table by itself just then.
            await().until(() -> Cold.pack(packer, Kind.DEEP, lonely.toInstant()) == 0);

            try (var rows =
                    owner.executeQuery(
                            """
                            select pg_relation_size('%1$s') + pg_indexes_size('%1$s') <= 8192
                            from telemetry.packed_month
                            where kind = 'deep' and month = date '%2$s' and packed_at is not null
                            """
                                    .formatted(table, lonely.toLocalDate()))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBoolean(1)).isTrue();
            }
        }
    }

    @Test
    void shouldTakeAtMostFifteenHundredthsOfThePlainBytes() throws SQLException {
        // 20 meters that send each 5 minutes, in a month of their own.
        OffsetDateTime large = month.minusMonths(8);
        String suffix = DateTimeFormatter.ofPattern("_yyyy_MM").format(large);
        Migrated.month(database, Kind.FLOW, large.toInstant());
        try (var owner = EvaraServers.connectAsOwner("telemetry");
                var statement = owner.createStatement()) {
            int _ =
                    statement.executeUpdate(
                            """
                            insert into telemetry.telemetry_flow (node_number, recorded_at, flow_rate_lpm,
                                cumulative_volume_litres, pressure_bar, pump_status, battery_v)
                            select 6400100 + n,
                                timestamptz '%s' + i * interval '5 minutes' + random() * interval '1 second',
                                case when i / 12 %% 24 between 6 and 9
                                    then round((40 + 5 * random())::numeric, 1) else 0 end,
                                1000 * n + i * 7.5, round((2 + 0.2 * random())::numeric, 2),
                                case when i / 12 %% 24 between 6 and 9 then 'RUNNING' else 'STOPPED' end,
                                round((3.6 + sin(i / 288.0) / 10)::numeric, 2)
                            from generate_series(1, 20) n, generate_series(0, 28 * 288 - 1) i
                            """
                                    .formatted(large));
            long plain = bytes(statement, "telemetry_flow" + suffix);

            Cold.pack(Kind.FLOW, large.toInstant());

            assertThat(bytes(statement, "packed_flow" + suffix)).isBetween(1L, plain * 15 / 100);
        }
    }

    private static long bytes(Statement statement, String table) throws SQLException {
        try (var rows =
                statement.executeQuery(
                        "select pg_total_relation_size('telemetry.%s')".formatted(table))) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    @Test
    void shouldLeavePackedReadingsToAReleaseThatKnowsOfThem() throws SQLException {
        long node = 6_400_001;
        Migrated.month(database, Kind.TANK, month.toInstant());
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            int _ =
                    statement.executeUpdate(
                            """
                            insert into telemetry.telemetry_tank (node_number, recorded_at, ph)
                            values (%d, timestamptz '%s', 7)
                            """
                                    .formatted(node, month));
            Cold.pack(Kind.TANK, month.toInstant());
            connection.setAutoCommit(false);
            int _ =
                    statement.executeUpdate(
                            """
                            insert into telemetry.forgotten_node
                                (number, partition, node_id, export_id, kind, distributor_id, community_id,
                                    forgotten_at, kept_until, state)
                            values (%1$d, 1, gen_random_uuid(), gen_random_uuid(), 'TANK', gen_random_uuid(),
                                gen_random_uuid(), now(), now(), 'removing')
                            """
                                    .formatted(node));
            Savepoint forgotten = connection.setSavepoint();

            assertThatThrownBy(() ->
                            statement.execute(
                                    "select telemetry.remove_forgotten(%d, 10)".formatted(node)))
                    .hasMessageContaining("has packed readings");

            connection.rollback(forgotten);
            boolean _ =
                    statement.execute(
                            "select telemetry.remove_forgotten_node(%d, 10)".formatted(node));
            // Nothing is left that keeps the release before from it.
            boolean _ =
                    statement.execute("select telemetry.remove_forgotten(%d, 10)".formatted(node));
            connection.rollback();
        }
    }
}
