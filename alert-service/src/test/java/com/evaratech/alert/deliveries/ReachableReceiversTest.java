package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.problem.InvalidRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
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

    @Test
    void shouldRefuseMailWhenThereIsNoServerForIt() {
        assertThatThrownBy(() -> receivers(true).check("mailto:guard@water.example"))
                .isInstanceOf(InvalidRequest.class);
    }

    private static ReachableReceivers receivers(boolean privateAddresses) {
        Duration any = Duration.ofSeconds(1);
        var config = new Config(privateAddresses, any, any, any, any);
        return new ReachableReceivers(
                config,
                new MailClient(
                        Optional.empty(),
                        (SSLSocketFactory) SSLSocketFactory.getDefault(),
                        any,
                        InstantSource.system()));
    }
}
