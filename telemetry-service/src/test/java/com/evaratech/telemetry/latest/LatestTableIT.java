package com.evaratech.telemetry.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table and the metric catalogue say the same, and the service removes nothing. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class LatestTableIT {

    private static final String SCHEMA = "telemetry";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @Test
    void shouldHaveAColumnOfTheRightTypeForEveryMetric() throws SQLException {
        Map<String, String> expected = new TreeMap<>();
        for (Metric metric : Metric.values()) {
            expected.put(
                    metric.code(),
                    switch (metric.plausible()) {
                        case Plausible.Range _ -> "double precision";
                        case Plausible.OneOf _ -> "text";
                    });
        }

        assertThat(metricColumns()).isEqualTo(expected);
    }

    @Test
    void shouldTakeEveryWordOfTheCatalogue() throws SQLException {
        Placement placement = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        for (Metric metric : Metric.values()) {
            if (metric.plausible() instanceof Plausible.OneOf words) {
                for (String word : words.codes()) {
                    NodeEntry node = Fleet.node(Kind.FLOW, placement);
                    Fleet.reading(node, Instant.EPOCH, metric.code(), "'" + word + "'");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from telemetry.latest",
                "delete from telemetry.telemetry_tank",
                "truncate telemetry.outcome",
                "create table telemetry.own (number bigint)"
            })
    void shouldNotLetTheServiceTakeAwayWhatWasStored(String statement) throws SQLException {
        try (Connection connection = EvaraServers.connectAsRuntime(SCHEMA);
                Statement attempt = connection.createStatement()) {
            assertThatThrownBy(() -> attempt.execute(statement))
                    .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo(INSUFFICIENT_PRIVILEGE);
        }
    }

    private static Map<String, String> metricColumns() throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        try (Connection connection = EvaraServers.connectAsRuntime(SCHEMA);
                Statement query = connection.createStatement();
                ResultSet rows =
                        query.executeQuery(
                                """
                                select column_name, data_type from information_schema.columns
                                where table_schema = 'telemetry' and table_name = 'latest'
                                  and column_name not in ('node_number', 'recorded_at')
                                """)) {
            while (rows.next()) {
                columns.put(rows.getString("column_name"), rows.getString("data_type"));
            }
        }
        return columns;
    }
}
