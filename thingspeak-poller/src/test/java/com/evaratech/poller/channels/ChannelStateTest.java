package com.evaratech.poller.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.poller.channels.ChannelHealth.Schedule;
import com.evaratech.poller.channels.ChannelHealth.Source;
import com.evaratech.poller.channels.ChannelHealth.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelStateTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "false, 3, timeout,     true,  0,  0, SOURCE_DOWN",
        "true,  1, key_refused, true,  0,  0, REFUSED",
        "true,  1, not_found,   true,  0,  0, REFUSED",
        "true,  1, timeout,     true,  99, 5, FAILING",
        "true,  0, key_refused, true,  0,  0, HEALTHY",
        "true,  0, ,            false, 99, 0, NEW",
        "true,  0, ,            true,  31, 5, LATE",
        "true,  0, ,            true,  29, 5, CATCHING_UP",
        "true,  0, ,            true,  29, 0, HEALTHY"
    })
    void shouldBeTheFirstThatApplies(
            boolean answering,
            int failures,
            @Nullable String error,
            boolean wasRead,
            double lateSeconds,
            long missing,
            State expected) {
        var channel = channel(failures, error, wasRead);
        var schedule =
                new Schedule(60, NOW, lateSeconds, channel.lastSuccessAt(), channel.failures());

        State state =
                HealthRepository.state(
                        channel, schedule, new Source("thingspeak", answering), missing);

        assertThat(state).isEqualTo(expected);
    }

    private static Channel channel(int failures, @Nullable String error, boolean wasRead) {
        return new Channel(
                1,
                UUID.randomUUID(),
                UUID.randomUUID(),
                3,
                60,
                NOW,
                new Cursor(0, 7),
                failures,
                wasRead ? NOW : null,
                null,
                error == null ? null : new PollError(error, "", NOW),
                new RowCounts(7, 7, 0));
    }
}
