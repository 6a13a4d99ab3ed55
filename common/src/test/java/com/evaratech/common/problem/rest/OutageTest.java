package com.evaratech.common.problem.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.DatabaseException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {

    @Test
    void shouldSeeALostConnectionBehindOtherExceptions() {
        assertThat(Outage.isCauseOf(new IllegalStateException(new ConnectException()))).isTrue();
        assertThat(Outage.isCauseOf(new TimeoutException())).isTrue();
    }

    @Test
    void shouldTakeOtherFailuresForOurs() {
        assertThat(Outage.isCauseOf(new IllegalStateException("bug"))).isFalse();
    }

    @Test
    void shouldEndOnCausesThatFormARing() {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(Outage.isCauseOf(first)).isFalse();
    }

    @Test
    void shouldTellARefusedPasswordByItsSettings() {
        var refused = new DatabaseException("FATAL: another password", 0, "28P01") {};

        assertThat(Outage.told(new IllegalStateException(refused)))
                .contains("DB_PASSWORD", "FATAL: another password");
        assertThat(Outage.told(new SQLException("FATAL: another password", "28P01")))
                .contains("DB_PASSWORD");
        assertThat(Outage.told(new TimeoutException("late")))
                .isEqualTo("java.util.concurrent.TimeoutException: late");
    }

    @ParameterizedTest
    @CsvSource({
        "08006,true",
        "53300,true",
        "57P01,true",
        "57P03,true",
        "28P01,true",
        "28000,false",
        "23505,false",
        "42P01,false"
    })
    void shouldTellDatabaseOutagesByTheirSqlState(String sqlState, boolean outage) {
        DatabaseException exception = new DatabaseException("refused", 0, sqlState) {};

        assertThat(Outage.isCauseOf(exception)).isEqualTo(outage);
        assertThat(Outage.isCauseOf(new SQLException("refused", sqlState))).isEqualTo(outage);
    }
}
