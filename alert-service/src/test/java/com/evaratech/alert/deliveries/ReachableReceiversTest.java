package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.problem.InvalidRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReachableReceiversTest {

    private static final String PLAIN = "http://example.com/alerts";

    private record Config(
            boolean privateAddresses,
            Duration timeout,
            Duration firstWait,
            Duration longestWait,
            Duration patience)
            implements DeliveryConfig {}

    @Test
    void shouldRefuseAReceiverWithoutTlsUnlessTheOperatorsAllowIt() {
        assertThatThrownBy(() -> receivers(false).check(PLAIN)).isInstanceOf(InvalidRequest.class);
        assertThatCode(() -> receivers(true).check(PLAIN)).doesNotThrowAnyException();
        assertThatCode(() -> receivers(false).check("https://example.com/"))
                .doesNotThrowAnyException();
        assertThatCode(() -> receivers(false).check(null)).doesNotThrowAnyException();
    }

    private static ReachableReceivers receivers(boolean privateAddresses) {
        Duration any = Duration.ofSeconds(1);
        return new ReachableReceivers(new Config(privateAddresses, any, any, any, any));
    }
}
