package com.evaratech.common.directory.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.outbox.Version;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryItemTest {

    @Property
    void shouldReadWhatWasStored(
            @ForAll @LongRange(min = 0, max = 9_007_199_254_740_991L) long version,
            @ForAll String json) {
        var item = DirectoryItem.ofField("node", "n", version + " " + json);

        assertThat(item.version()).isEqualTo(Version.of(version));
        assertThat(item.json()).isEqualTo(json.isEmpty() ? null : json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " {}", "{}", "12", "1x {}", "-1 {}", "12345678901234567 {}"})
    void shouldTakeWhatNoWriterWroteForOlderThanAnything(String stored) {
        var item = DirectoryItem.ofField("node", "n", stored);

        assertThat(item.version()).isEqualTo(new Version(0, 0));
        assertThat(item.json()).isEqualTo(stored);
    }
}
