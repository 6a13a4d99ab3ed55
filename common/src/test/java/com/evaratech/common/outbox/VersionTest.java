package com.evaratech.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class VersionTest {

    private static final long HIGHEST_NUMBER = (1L << 40) - 1;
    private static final long HIGHEST_INCARNATION = (1L << 13) - 1;

    @Property
    void shouldSortByIncarnationThenNumber(
            @ForAll @LongRange(max = HIGHEST_INCARNATION) long incarnation,
            @ForAll @LongRange(max = HIGHEST_NUMBER) long number,
            @ForAll @LongRange(max = HIGHEST_INCARNATION) long otherIncarnation,
            @ForAll @LongRange(max = HIGHEST_NUMBER) long otherNumber) {
        Version version = new Version(incarnation, number);
        Version other = new Version(otherIncarnation, otherNumber);

        int expected =
                incarnation == otherIncarnation
                        ? Long.compare(number, otherNumber)
                        : Long.compare(incarnation, otherIncarnation);
        assertThat(Integer.signum(version.compareTo(other))).isEqualTo(expected);
        assertThat(Version.of(version.packed())).isEqualTo(version);
        // Exact in a double, the only number that Lua knows.
        assertThat((long) (double) version.packed()).isEqualTo(version.packed());
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThatThrownBy(() -> new Version(0, HIGHEST_NUMBER + 1)).hasMessageContaining("number");
        assertThatThrownBy(() -> new Version(HIGHEST_INCARNATION + 1, 0))
                .hasMessageContaining("incarnation");
        assertThatThrownBy(() -> new Version(-1, 0)).hasMessageContaining("incarnation");
    }
}
