package com.evaratech.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.bench.proof.Outcome.Effect;
import com.evaratech.bench.proof.Outcome.ToldGap;
import com.evaratech.bench.proof.Published.Answer;
import com.evaratech.bench.proof.Published.Place;
import com.evaratech.bench.proof.Violation.Kind;
import com.evaratech.common.stream.StreamId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The proof proves something only if its judge sees every kind of broken promise. */
class VerdictTest {

    private static final long KEY = 7;

    private final List<Published> published = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Long> dead = new ArrayList<>();
    private final List<ToldGap> gaps = new ArrayList<>();
    private final List<Place> removed = new ArrayList<>();

    @Test
    void shouldFindNothingWhenEveryPromiseWasKept() {
        accepted(1, false);
        accepted(2, true);
        accepted(3, false);
        answered(4, Answer.REFUSED);
        answered(5, Answer.UNKNOWN);
        answered(6, Answer.UNKNOWN);
        effect(1);
        effect(5);
        dead.add(2L);
        removed.add(place(3));
        gaps.add(new ToldGap(0, id(2), id(3)));

        assertThat(kinds()).isEmpty();
        assertThat(waiting()).isZero();
    }

    @Test
    void shouldMissAnAcceptedEntryWithoutEffect() {
        accepted(1, false);

        assertThat(kinds()).containsExactly(Kind.MISSING);
        assertThat(waiting()).isOne();
    }

    @Test
    void shouldSeeAnEffectThatWasHadTwice() {
        accepted(1, false);
        answered(2, Answer.UNKNOWN);
        effect(1);
        effect(1);
        effect(2);
        effect(2);

        assertThat(kinds()).containsExactly(Kind.DOUBLED, Kind.DOUBLED);
    }

    @Test
    void shouldSeeEffectsThatComeFromNowhere() {
        answered(1, Answer.REFUSED);
        effect(1);
        effect(99);

        assertThat(kinds()).containsExactly(Kind.FROM_NOWHERE, Kind.FROM_NOWHERE);
    }

    @Test
    void shouldSeeEffectsInAnotherOrder() {
        accepted(1, false);
        accepted(2, false);
        effect(2);
        effect(1);

        assertThat(kinds()).containsExactly(Kind.OUT_OF_ORDER);
    }

    @Test
    void shouldSeeAnEntryToldLostThatCouldBeRead() {
        accepted(1, false);
        gaps.add(new ToldGap(0, id(0), id(1)));

        assertThat(kinds()).containsExactly(Kind.WRONGLY_LOST);
    }

    @Test
    void shouldSeeAnEntryToldLostThatHadItsEffect() {
        accepted(1, false);
        effect(1);
        removed.add(place(1));
        gaps.add(new ToldGap(0, id(0), id(1)));

        assertThat(kinds()).containsExactly(Kind.WRONGLY_LOST);
    }

    @Test
    void shouldNotTakeAGapOfAnotherPartitionForAnExcuse() {
        accepted(1, false);
        removed.add(place(1));
        gaps.add(new ToldGap(1, id(0), id(1)));

        assertThat(kinds()).containsExactly(Kind.MISSING);
    }

    @Test
    void shouldSeeADeadLetterThatIsDigestible() {
        accepted(1, false);
        dead.add(1L);

        assertThat(kinds()).containsExactly(Kind.WRONGLY_DEAD);
    }

    @Test
    void shouldSeePoisonThatDiedTwiceOrNever() {
        accepted(1, true);
        accepted(2, true);
        dead.add(1L);
        dead.add(1L);
        effect(2);

        assertThat(kinds()).containsExactly(Kind.WRONGLY_DEAD, Kind.WRONGLY_DEAD);
    }

    private void accepted(long number, boolean isPoison) {
        published.add(new Published(number, KEY, isPoison, Answer.ACCEPTED, place(number)));
    }

    private void answered(long number, Answer answer) {
        published.add(new Published(number, KEY, false, answer, null));
    }

    private void effect(long number) {
        effects.add(new Effect(number, KEY));
    }

    private List<Kind> kinds() {
        return Verdict.of(published, removed, outcome()).stream().map(Violation::kind).toList();
    }

    private long waiting() {
        return Verdict.waiting(published, outcome());
    }

    private Outcome outcome() {
        return new Outcome(effects, dead, gaps);
    }

    private static Place place(long number) {
        return new Place(0, id(number));
    }

    private static StreamId id(long number) {
        return new StreamId(number, 0);
    }
}
