package com.evaratech.telemetry.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class RetentionIT {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'_'uuuu_MM");

    @Inject Retention retention;

    private final LocalDate today =
            LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);

    @Test
    void shouldDropMonthsThatArePastTheirTimeAndKeepAllOthers() throws SQLException {
        LocalDate oldReadings = today.minusDays(400 + 60);
        LocalDate kept = today.minusDays(399);
        LocalDate oldQuarters = today.minusDays(1_200 + 60);
        for (LocalDate month : List.of(oldReadings, kept, oldQuarters)) {
            run("select telemetry.ensure_month('deep', '%s')".formatted(month));
        }
        for (LocalDate month : List.of(oldReadings, kept)) {
            run(
                    """
                    insert into telemetry.telemetry_deep (node_number, recorded_at, voltage_v)
                    values (1, timestamptz '%1$s Z', 230);
                    select telemetry.pack('deep', '%1$s', 31, 1)
                    """
                            .formatted(month));
        }
        assertThat(partitions()).contains("packed_deep" + NAME.format(oldReadings));

        while (retention.turn().isZero()) {
            assertThat(partitions()).isNotEmpty();
        }

        assertThat(partitions())
                .contains(
                        "telemetry_deep" + NAME.format(kept),
                        "packed_deep" + NAME.format(kept),
                        "rollup_quarter_deep" + NAME.format(kept),
                        "rollup_quarter_deep" + NAME.format(oldReadings))
                .doesNotContain(
                        "telemetry_deep" + NAME.format(oldReadings),
                        "packed_deep" + NAME.format(oldReadings),
                        "telemetry_deep" + NAME.format(oldQuarters),
                        "rollup_quarter_deep" + NAME.format(oldQuarters));
    }

    @Test
    void shouldHaveTheNextMonthBeforeItIsNeeded() throws SQLException {
        assertThat(retention.turn()).isGreaterThanOrEqualTo(Duration.ZERO);
        while (retention.turn().isZero()) {
            assertThat(partitions()).isNotEmpty();
        }

        assertThat(partitions())
                .contains(
                        "telemetry_tank" + NAME.format(today.plusMonths(1)),
                        "rollup_quarter_flow" + NAME.format(today.plusMonths(1)));
    }

    @ParameterizedTest
    @CsvSource({"telemetry, 0, 400", "telemetry, 430, 399", "latest, 900, 400"})
    void shouldNotLetTheServiceDropWhatIsKept(String what, int daysAgo, int keepDays)
            throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("telemetry");
                var statement =
                        connection.prepareStatement(
                                "select telemetry.drop_month(?, 'deep', ?, ?)")) {
            statement.setString(1, what);
            statement.setObject(2, today.minusDays(daysAgo));
            statement.setInt(3, keepDays);

            assertThatThrownBy(statement::execute).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void shouldForgetWhatBecameOfReadingsAfterAMonth() throws SQLException {
        run(
                """
                insert into telemetry.outcome_log
                    (node_number, recorded_at, outcome, source, metrics, noted_at)
                select -1, now(), 'merged', 'http', array['ph'], now() - age * interval '1 day'
                from unnest(array[40, 31, 29, 0]) age
                """);

        while (retention.turn().isZero()) {
            assertThat(noted()).isPositive();
        }

        assertThat(noted()).isEqualTo(2);
    }

    private static long noted() throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("telemetry");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from telemetry.outcome_log where node_number = -1")) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static void run(String sql) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("telemetry");
                var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }

    private static List<String> partitions() throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("telemetry");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select c.relname from pg_inherits i
                                join pg_class c on c.oid = i.inhrelid
                                join pg_namespace n on n.oid = c.relnamespace
                                where n.nspname = 'telemetry' and c.relkind = 'r'
                                """)) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
