package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.poller.source.FeedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsualRowsTest {

    // Now is not the time to look at the pace, and then it is.
    private final UsualRows usual = new UsualRows(() -> () -> 2L << 32);
    private final UsualRows looking = new UsualRows(() -> () -> 0L);

    @Test
    void shouldAskForFewRowsOfAChannelThatBringsFew() {
        usual.saw(claim(7, 500, Duration.ZERO), 1);

        assertThat(usual.of(claim(7, 501, Duration.ZERO))).isEqualTo(UsualRows.FEWEST);
    }

    @Test
    void shouldAskForMoreOfAChannelThatBringsMore() {
        usual.saw(claim(7, 500, Duration.ZERO), 30);
        usual.saw(claim(8, 500, Duration.ZERO), 3_000);

        assertThat(usual.of(claim(7, 530, Duration.ZERO))).isEqualTo(60);
        assertThat(usual.of(claim(8, 3_500, Duration.ZERO))).isEqualTo(FeedQuery.NEWEST);
        assertThat(usual.of(claim(9, 500, Duration.ZERO))).isEqualTo(UsualRows.FEWEST);
    }

    @Test
    void shouldAskForFewAgainWhenItCalmsDown() {
        usual.saw(claim(7, 500, Duration.ZERO), 30);
        usual.saw(claim(7, 530, Duration.ZERO), 2);

        assertThat(usual.of(claim(7, 532, Duration.ZERO))).isEqualTo(UsualRows.FEWEST);
    }

    @Test
    void shouldAskForEnoughToSeeThePaceOnceInAWhile() {
        assertThat(looking.of(claim(7, 500, Duration.ZERO))).isEqualTo(UsualRows.FEW);
    }

    @Test
    void shouldLookAsDeepAsRowsAreAwaited() {
        Claim claim = claim(7, 500, Duration.ZERO);
        Position waiting =
                claim.position()
                        .at(
                                500,
                                null,
                                500,
                                Awaited.NONE.plus(Instant.EPOCH, Missing.parse("{[471,472)}")));

        assertThat(usual.of(claim(7, waiting))).isEqualTo(UsualRows.FEWEST + 30);
    }

    @Test
    void shouldAskForManyOfANewChannelAndOfOneThatIsLate() {
        assertThat(usual.of(claim(7, 0, Duration.ZERO))).isEqualTo(FeedQuery.NEWEST);
        assertThat(usual.of(claim(7, 500, Duration.ofMinutes(2)))).isEqualTo(FeedQuery.NEWEST);
    }

    private static Claim claim(long number, long entryId, Duration lag) {
        return claim(number, new Position(0, entryId, null), lag);
    }

    private static Claim claim(long number, Position position) {
        return claim(number, position, Duration.ZERO);
    }

    private static Claim claim(long number, Position position, Duration lag) {
        return new Claim(
                "a replica",
                number,
                number,
                UUID.randomUUID(),
                position,
                Duration.ofMinutes(1),
                0,
                null,
                false,
                lag);
    }
}
