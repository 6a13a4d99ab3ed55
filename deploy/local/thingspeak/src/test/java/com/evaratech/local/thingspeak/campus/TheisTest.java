package com.evaratech.local.thingspeak.campus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TheisTest {

    /** Values of the exponential integral from published tables. */
    @Test
    void shouldKnowTheWellFunction() {
        assertThat(Theis.wellFunction(1e-6)).isCloseTo(13.2383, within(1e-3));
        assertThat(Theis.wellFunction(0.05)).isCloseTo(2.4679, within(1e-3));
        assertThat(Theis.wellFunction(1)).isCloseTo(0.2194, within(1e-3));
        assertThat(Theis.wellFunction(4)).isCloseTo(0.00378, within(1e-4));
    }

    @Test
    void shouldFallWhilePumpedAndRecoverAfterwards() {
        Theis well = new Theis(60 / 86_400.0, 1e-3, 0.1);
        well.change(0.002, 0);
        double atFour = well.drawdown(4 * 3600);
        assertThat(atFour).isGreaterThan(well.drawdown(3600)).isCloseTo(3.352, within(0.005));
        well.change(-0.002, 4 * 3600);
        assertThat(well.drawdown(5 * 3600)).isLessThan(atFour / 4);
        assertThat(well.drawdown(100 * 3600)).isLessThan(0.02);
    }
}
