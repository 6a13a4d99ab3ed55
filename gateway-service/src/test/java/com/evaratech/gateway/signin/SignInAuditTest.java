package com.evaratech.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.signin.SignInEvent;
import com.evaratech.common.signin.SignInEvent.Act;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignInAuditTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = NOON;

    // Not started: as with a bus that is away, nobody takes anything out.
    private final SignInAudit audit =
            new SignInAudit(new Bus(BusAddress.parse("redis://127.0.0.1:1")), meters, () -> now);

    @Test
    void shouldTellHowManySignInsWaitAndForHowLongTheOldest() {
        note(NOON);
        note(NOON.plusSeconds(30));

        now = NOON.plusSeconds(61);

        assertThat(told(SignInAudit.WAITING)).isEqualTo(2);
        assertThat(told(SignInAudit.AGE)).isEqualTo(61);
    }

    @Test
    void shouldTellNoAgeWhenNoneWaits() {
        assertThat(told(SignInAudit.WAITING)).isZero();
        assertThat(told(SignInAudit.AGE)).isZero();
    }

    private void note(Instant at) {
        audit.note(
                new SignInEvent(
                        UUID.randomUUID(), Act.SIGNED_IN, at, null, null, null, null, "127.0.0.1"));
    }

    private double told(String gauge) {
        return meters.get(gauge).gauge().value();
    }
}
