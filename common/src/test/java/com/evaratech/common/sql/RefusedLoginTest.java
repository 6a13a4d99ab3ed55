package com.evaratech.common.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RefusedLoginTest {

    private static final String MESSAGE =
            "FATAL: password authentication failed for user \"evara_registry\"";

    @Test
    void shouldNameTheSettingsOfARefusedPasswordInOneLine() {
        var refused = new SQLException(MESSAGE + "\n  Location: auth.c", "28P01");

        assertThat(RefusedLogin.in(new IllegalStateException(refused)))
                .contains(
                        "the database refuses the password of DB_PASSWORD (an owner's:"
                                + " DB_OWNER_PASSWORD; where they are not set: of DATABASE_URL): "
                                + MESSAGE);
    }

    @Test
    void shouldLeaveOtherFailuresAlone() {
        assertThat(RefusedLogin.in(new SQLException("no such role", "28000"))).isEmpty();
        assertThat(RefusedLogin.in(new SQLException("away", "08006"))).isEmpty();
        assertThat(RefusedLogin.in(new IllegalStateException("bug"))).isEmpty();
    }

    @Test
    void shouldEndOnCausesThatFormARing() {
        var first = new IllegalStateException("first");
        var _ = first.initCause(new IllegalStateException("second", first));

        assertThat(RefusedLogin.in(first)).isEmpty();
    }
}
