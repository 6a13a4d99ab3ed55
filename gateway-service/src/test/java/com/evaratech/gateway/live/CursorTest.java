package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.stream.StreamId;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Property(tries = 200)
    void shouldReadWhatItWrote(
            @ForAll long at,
            @ForAll int life,
            @ForAll @Size(max = 102) List<@LongRange(min = 0) Long> numbers) {
        var cursor =
                new Cursor(at, life, numbers.stream().map(it -> new StreamId(it, it / 3)).toList());

        assertThat(Cursor.parse(cursor.text())).contains(cursor);
    }

    @Property(tries = 500)
    void shouldUnderstandOrRefuseWhateverComes(@ForAll String text) {
        assertThat(Cursor.parse(text))
                .satisfiesAnyOf(
                        read -> assertThat(read).isEmpty(), read -> assertThat(read).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "AgAAAAAAAAAAAAAAAA", "AQAAAAAAAAAAAAAAAP___________w", "é"})
    void shouldRefuseWhatNoGatewayWrote(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    @Test
    void shouldBeShortEnoughForAHeader() {
        var place = new StreamId(1_764_060_000_000L, 17);

        assertThat(new Cursor(place.millis(), -1, Collections.nCopies(18, place)).text())
                .hasSizeLessThan(250)
                .matches("[A-Za-z0-9_-]+");
    }
}
