package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.deliveries.DeliveryQueue.Looked;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class LooksTest {

    // Any number: such a time has no beginning.
    private long nanos = Long.MAX_VALUE - 10;
    private int times;
    private Duration each = Duration.ZERO;
    private final Looks looks = new Looks(this::look, () -> nanos);

    @Test
    void shouldLookOnceForManyAttemptsThatEndAtOnce() throws SQLException {
        Looked first = looks.newest();
        for (int attempt = 0; attempt < 199; attempt++) {
            pass(Duration.ofMillis(1));
            assertThat(looks.newest()).isSameAs(first);
            assertThat(looks.untilNext()).isPositive();
        }
        pass(Duration.ofMillis(1));

        assertThat(looks.untilNext()).isZero();
        assertThat(looks.newest()).isNotSameAs(first);
        assertThat(times).isEqualTo(2);
    }

    @Test
    void shouldLookAtOnceAfterAPause() throws SQLException {
        assertThat(looks.untilNext()).isZero();
        Looked first = looks.newest();
        pass(Duration.ofSeconds(1));

        assertThat(looks.newest()).isNotSameAs(first);
    }

    @Test
    void shouldLeaveADatabaseThatIsSlowAsMuchTimeForOthers() throws SQLException {
        each = Duration.ofMillis(700);
        Looked _ = looks.newest();

        assertThat(looks.untilNext()).isEqualTo(Duration.ofMillis(700));

        each = Duration.ofMinutes(1);
        pass(Duration.ofSeconds(1));
        Looked _ = looks.newest();

        assertThat(looks.untilNext()).isEqualTo(Duration.ofSeconds(1));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private Looked look() {
        times++;
        pass(each);
        return new Looked(OffsetDateTime.MIN, Integer.toString(times));
    }
}
