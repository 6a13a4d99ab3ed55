package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.poller.source.FeedQuery;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsualRowsTest {

    private final UsualRows usual = new UsualRows();

    @Test
    void shouldAskForFewRowsOfAChannelThatBringsFew() {
        usual.saw(claim(7, 500, Duration.ZERO), 10);

        assertThat(usual.of(claim(7, 510, Duration.ZERO))).isEqualTo(UsualRows.FEW);
    }

    @Test
    void shouldAskForMoreOfAChannelThatBringsMore() {
        usual.saw(claim(7, 500, Duration.ZERO), 30);
        usual.saw(claim(8, 500, Duration.ZERO), 3_000);

        assertThat(usual.of(claim(7, 530, Duration.ZERO))).isEqualTo(60);
        assertThat(usual.of(claim(8, 3_500, Duration.ZERO))).isEqualTo(FeedQuery.NEWEST);
        assertThat(usual.of(claim(9, 500, Duration.ZERO))).isEqualTo(UsualRows.FEW);
    }

    @Test
    void shouldAskForFewAgainWhenItCalmsDown() {
        usual.saw(claim(7, 500, Duration.ZERO), 30);
        usual.saw(claim(7, 530, Duration.ZERO), 2);

        assertThat(usual.of(claim(7, 532, Duration.ZERO))).isEqualTo(UsualRows.FEW);
    }

    @Test
    void shouldAskForManyOfANewChannelAndOfOneThatIsLate() {
        assertThat(usual.of(claim(7, 0, Duration.ZERO))).isEqualTo(FeedQuery.NEWEST);
        assertThat(usual.of(claim(7, 500, Duration.ofMinutes(2)))).isEqualTo(FeedQuery.NEWEST);
    }

    private static Claim claim(long number, long entryId, Duration lag) {
        return new Claim(
                "a replica",
                number,
                number,
                UUID.randomUUID(),
                new Position(0, entryId, null),
                0,
                false,
                lag);
    }
}
