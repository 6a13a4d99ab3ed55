package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.stream.StreamId;
import com.evaratech.gateway.live.TailReader.Added;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static final long NOON = 1_764_072_000_000L;

    // An entry without fields counts 200 bytes.
    private final Recent recent = new Recent(Duration.ofMinutes(2), 2_000);

    @BeforeEach
    void begin() {
        recent.begin(List.of("a", "b"), Map.of("b", new StreamId(NOON - 900_000, 0)));
    }

    @Test
    void shouldTellWhatCameBehindACursor() {
        add("a", 0);
        var cursor = cursor();
        add("b", 1);
        add("a", 2);

        var missed = recent.since(cursor).orElseThrow();

        assertThat(missed.entries()).extracting(Added::stream).containsExactly("b", "a");
        assertThat(recent.from(missed.next())).isEmpty();
        add("b", 3);
        add("b", 4);
        assertThat(recent.from(missed.next()))
                .extracting(added -> added.id().millis() - NOON)
                .containsExactly(3L, 4L);
    }

    @Test
    void shouldKnowThatNothingCameInAStreamThatHasBeenQuietForLong() {
        var cursor = cursor();
        add("a", 0);

        assertThat(recent.since(cursor).orElseThrow().entries()).hasSize(1);
    }

    @Test
    void shouldNotKnowWhatIsGoneForItsAge() {
        var cursor = cursor();
        add("a", 0);
        var later = cursor();
        add("a", Duration.ofMinutes(3).toMillis());

        assertThat(recent.since(cursor)).isEmpty();
        assertThat(recent.since(later).orElseThrow().entries()).hasSize(1);
    }

    @Test
    void shouldNotKnowWhatIsGoneForItsSize() {
        var cursor = cursor();
        for (int i = 0; i < 10; i++) {
            add("a", i);
        }
        assertThat(recent.since(cursor).orElseThrow().entries()).hasSize(10);

        add("b", 10);

        assertThat(recent.since(cursor)).isEmpty();
    }

    @Test
    void shouldTellNothingOfAnotherNumberOfStreams() {
        assertThat(recent.since(new Cursor(NOON, 0, List.of(StreamId.START)))).isEmpty();
    }

    @Test
    void shouldTellNothingTwiceToWhoIsAhead() {
        add("a", 0);
        var ahead = new StreamId(NOON + 60_000, 0);

        assertThat(recent.since(new Cursor(NOON, 0, List.of(ahead, ahead))).orElseThrow().entries())
                .isEmpty();
    }

    private Cursor cursor() {
        return new Cursor(NOON, 0, recent.places());
    }

    private void add(String stream, long millis) {
        recent.add(new Added(stream, new StreamId(NOON + millis, 0), List.of()));
    }
}
