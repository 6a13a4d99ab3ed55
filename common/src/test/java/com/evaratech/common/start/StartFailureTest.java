package com.evaratech.common.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class StartFailureTest {

    @Test
    void shouldTellEveryInvalidSettingOnItsLine() {
        var invalid =
                new ConfigValidationException(
                        new ConfigValidationException.Problem[] {
                            new ConfigValidationException.Problem("evara.a must be\n positive"),
                            new ConfigValidationException.Problem("evara.b is required"),
                        });

        var failure = StartFailure.of(new RuntimeException("Failed to start", invalid));

        assertThat(failure.exitCode()).isEqualTo(78);
        assertThat(failure.lines())
                .containsExactly("evara.a must be positive", "evara.b is required");
        assertThat(failure.unforeseen()).isNull();
    }

    @Test
    void shouldTellUnreadableValueUnlessSecret() {
        assertThat(invalid("quarkus.http.port", "eight"))
                .isEqualTo(
                        "The config property quarkus.http.port with the config value \"eight\" threw"
                                + " an Exception whilst being converted got \"eight\"");
        assertThat(invalid("evara.bus.url", "hunter2"))
                .isEqualTo("evara.bus.url has a value that cannot be read");
    }

    private static String invalid(String name, String value) {
        var message =
                ("java.lang.IllegalArgumentException: SRCFG00039: The config property %s with the"
                                + " config value \"%s\" threw an Exception whilst being converted"
                                + " SRCFG00029: got \"%s\"")
                        .formatted(name, value, value);
        var problem = new ConfigValidationException.Problem(message);
        var thrown =
                new ConfigValidationException(new ConfigValidationException.Problem[] {problem});
        return StartFailure.of(thrown).lines().getFirst();
    }

    @Test
    void shouldTellFirstLineOfWrongConfiguration() {
        var failure =
                StartFailure.of(
                        new ConfigurationException("No such profile\n\tmore", (Throwable) null));

        assertThat(failure).isEqualTo(new StartFailure(78, List.of("No such profile"), null));
    }

    @Test
    void shouldNotTellTheLoginOfAnAddress() {
        var wrong =
                new ConfigurationException(
                        "Driver does not take jdbc:postgresql://user:hunter2@db/water",
                        (Throwable) null);

        assertThat(StartFailure.of(wrong).lines())
                .containsExactly("Driver does not take jdbc:postgresql://…@db/water");
    }

    @Test
    void shouldNameTakenPort() {
        var busy = new QuarkusBindException("0.0.0.0", 8000, new BindException("in use"));

        var failure = StartFailure.of(new RuntimeException(new ExecutionException(busy)));

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.lines())
                .singleElement()
                .asString()
                .startsWith("port 8000 on 0.0.0.0 is taken by another process");
        assertThat(failure.unforeseen()).isNull();
    }

    @Test
    void shouldNameTakenManagementPort() {
        var busy =
                new IllegalStateException(
                        "Unable to start the management interface on 0.0.0.0:9000",
                        new BindException("Address already in use"));

        assertThat(StartFailure.of(new ExecutionException(busy)).lines())
                .containsExactly(
                        "Unable to start the management interface on 0.0.0.0:9000 (Address already"
                                + " in use): stop what listens there, or set"
                                + " QUARKUS_MANAGEMENT_PORT");
    }

    @Test
    void shouldTellWhyDatabaseRefuses() {
        var refused = new SQLException("FATAL: no such role\nDetail: x", "28000");

        assertThat(StartFailure.of(new IllegalStateException(refused)).lines())
                .containsExactly(
                        "the database of DATABASE_URL refuses (SQLSTATE 28000): FATAL: no such"
                                + " role");
    }

    @Test
    void shouldNameTheSettingOfARefusedPassword() {
        var refused = new SQLException("FATAL: password authentication failed for user", "28P01");

        var failure = StartFailure.of(new IllegalStateException(refused));

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.lines())
                .singleElement()
                .asString()
                .startsWith("the database refuses the password of DB_PASSWORD");
        assertThat(failure.unforeseen()).isNull();
    }

    @Test
    void shouldShowUnforeseenFailureInFull() {
        var thrown = new RuntimeException("outer", new IllegalStateException("inner"));

        assertThat(StartFailure.of(thrown))
                .isEqualTo(new StartFailure(1, List.of("inner"), thrown));
    }

    @Test
    void shouldSurviveRingOfCauses() {
        var one = new RuntimeException("one");
        var two = new RuntimeException("two", one);
        var unused = one.initCause(two);

        assertThat(StartFailure.of(unused).exitCode()).isEqualTo(1);
    }
}
