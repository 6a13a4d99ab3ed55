package com.evaratech.bench.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.bench.registry.RegistryParts.Part;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryPartsTest {

    @Test
    void shouldMeasureAllPartsUnlessOneIsNamed() {
        assertThat(RegistryParts.of(Optional.empty()).wanted()).containsExactly(Part.values());
        assertThat(RegistryParts.of(Optional.of("silence")).wanted()).containsExactly(Part.SILENCE);
    }

    @Test
    void shouldSayWhichPartsThereAre() {
        assertThatThrownBy(() -> RegistryParts.of(Optional.of("door")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "\"door\"; there are: lists, counts, revocations, imports, silence");
    }
}
