package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.poller.polling.Missing.Range;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{[1,2)}", "{[1,4),[7,8),[100,2000000000)}"})
    void shouldBeWhatTheDatabaseWrote(String text) {
        assertThat(Missing.parse(text).text()).isEqualTo(text);
    }

    @Test
    void shouldBeWhatIsBetweenTheRowsThatWereRead() {
        Missing missing = Missing.between(5, 12, List.of(5L, 8L, 9L, 12L, 40L));

        assertThat(missing.text()).isEqualTo("{[6,8),[10,12)}");
        assertThat(missing.count()).isEqualTo(4);
        assertThat(missing.newest()).isEqualTo(new Range(10, 11));
    }

    @Test
    void shouldBeNothingWhereNothingIsBetween() {
        assertThat(Missing.between(5, 4, List.of())).isEqualTo(Missing.NONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldHoldExactlyWhatWasNotTakenOut(long seed) {
        var random = new Random(seed);
        var left = new TreeSet<Long>();
        LongStream.rangeClosed(1, 300).forEach(left::add);
        Missing missing = Missing.between(1, 300, List.of());

        for (int turn = 0; turn < 60; turn++) {
            if (random.nextBoolean()) {
                long first = 1L + random.nextInt(300);
                var range = new Range(first, first + random.nextInt(10));
                missing = missing.without(range);
                left.removeIf(number -> number >= range.first() && number <= range.last());
            } else {
                List<Long> some = random.longs(4, 1, 320).boxed().toList();
                missing = missing.without(some);
                some.forEach(left::remove);
            }
            Missing now = missing;
            assertThat(LongStream.rangeClosed(1, 320).filter(now::contains).boxed())
                    .containsExactlyElementsOf(left);
            assertThat(now.count()).isEqualTo(left.size());
            assertThat(Missing.parse(now.text())).isEqualTo(now);
        }
    }
}
