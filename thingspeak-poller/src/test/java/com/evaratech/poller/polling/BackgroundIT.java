package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.WithThingSpeak;
import com.evaratech.poller.mapping.PolledChannel;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.Trouble;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class BackgroundIT {

    private static final int MORE_THAN_SLOTS = 100;

    @Inject Background background;

    private final TestChannel tank = TestChannel.tank();
    private final Position position =
            new Position(0, 1_000, null, Missing.parse("{[1,900)}"), null, 0, Awaited.NONE);
    private final List<Boolean> comeEarly = new ArrayList<>();
    private int turns;

    @Test
    void shouldLeaveItToTheNextPollWhenEverySlotIsTakenOrTheAnswerIsBad() throws Exception {
        work();

        // The innermost found no slot, and all others a bad answer.
        assertThat(comeEarly).hasSize(turns + 1).containsOnly(false);
        assertThat(turns).isBetween(1, MORE_THAN_SLOTS - 1);
    }

    private void work() throws SQLException, InterruptedException {
        var claim =
                new Claim(
                        "nobody",
                        1,
                        tank.id(),
                        tank.node().id(),
                        position,
                        null,
                        0,
                        null,
                        false,
                        Duration.ZERO);
        var polled = new PolledChannel(tank.node(), tank.entry(), null, Calibrations.NONE);
        comeEarly.add(
                background.work(
                        claim, polled, this::answer, position, () -> turns == MORE_THAN_SLOTS));
    }

    /** While this one has its slot, the next one wants another. */
    private FeedPage answer(FeedQuery query) throws BadAnswer, InterruptedException {
        turns++;
        try {
            work();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        throw BadAnswer.of(Trouble.NOT_FOUND, query.toString());
    }
}
