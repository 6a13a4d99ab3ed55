package com.evaratech.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.bench.gateway.GatewayParts.Part;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayPartsTest {

    @Test
    void shouldMeasureAllPartsUnlessOneIsNamed() {
        assertThat(GatewayParts.of(Optional.empty()).wanted()).containsExactly(Part.values());
        assertThat(GatewayParts.of(Optional.of("live")).wanted()).containsExactly(Part.LIVE);
    }

    @Test
    void shouldSayWhichPartsThereAre() {
        assertThatThrownBy(() -> GatewayParts.of(Optional.of("door")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"door\"; there are: requests, live");
    }
}
