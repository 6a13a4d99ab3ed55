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

    @ParameterizedTest
    @CsvSource({
        "08006,true",
        "53300,true",
        "57P01,true",
        "57P03,true",
        "23505,false",
        "42P01,false"
    })
    void shouldTellDatabaseOutagesByTheirSqlState(String sqlState, boolean outage) {
        DatabaseException exception = new DatabaseException("refused", 0, sqlState) {};

        assertThat(Outage.isCauseOf(exception)).isEqualTo(outage);
        assertThat(Outage.isCauseOf(new SQLException("refused", sqlState))).isEqualTo(outage);
    }
}
