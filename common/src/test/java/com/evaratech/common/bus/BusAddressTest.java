package com.evaratech.common.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusAddressTest {

    @Test
    void shouldReadWholeAddress() {
        BusAddress address =
                BusAddress.parse("rediss://evara:p%40ss%2Bw:rd@bus.example.org:7000/3");

        assertThat(address)
                .isEqualTo(new BusAddress("bus.example.org", 7000, "evara", "p@ss+w:rd", 3, true));
    }

    @Test
    void shouldTakeUsualPortAndDatabaseWhenNoneIsGiven() {
        assertThat(BusAddress.parse("redis://:secret@127.0.0.1"))
                .isEqualTo(new BusAddress("127.0.0.1", 6379, null, "secret", 0, false));
        assertThat(BusAddress.parse("redis://localhost/").password()).isNull();
    }

    @Test
    void shouldKeepPlusInPassword() {
        assertThat(BusAddress.parse("redis://:a+b@host").password()).isEqualTo("a+b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://:secret@host",
                "redis:",
                "redis://:secret@host/x",
                "redis://:secret@ho st",
                ""
            })
    void shouldRefuseOtherFormsWithoutTellingThePassword(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BusAddress.parse(url))
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void shouldNotShowPassword() {
        assertThat(BusAddress.parse("redis://:secret@host")).hasToString("redis://host:6379/0");
    }
}
