package com.evaratech.poller.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.Trouble;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressesTest {

    private static final String INSIDE = "http://inside.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.9",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1"
            })
    void shouldKnowAddressesOfPrivateNetworks(String address) throws UnknownHostException {
        assertThat(HostAddresses.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"52.0.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void shouldKnowThoseOfTheInternet(String address) throws UnknownHostException {
        assertThat(HostAddresses.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void shouldRefuseANameThatLeadsInside() {
        assertThatThrownBy(of(INSIDE, false)::requireAllowed)
                .hasMessageContaining("THINGSPEAK_ALLOW_PRIVATE=true")
                .asInstanceOf(InstanceOfAssertFactories.type(BadAnswer.class))
                .extracting(BadAnswer::trouble)
                .isEqualTo(Trouble.PRIVATE_ADDRESS);
    }

    @Test
    void shouldAskAHostOfTheInternet() {
        assertThatCode(of("https://api.example", false)::requireAllowed).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://10.0.0.1",
                "http://[::1]",
                "http://localhost"
            })
    void shouldAskAnAddressThatOperatorsWrote(String url) {
        assertThatCode(of(url, false)::requireAllowed).doesNotThrowAnyException();
    }

    @Test
    void shouldAskAnyAddressWhenOperatorsAllowIt() {
        assertThatCode(of(INSIDE, true)::requireAllowed).doesNotThrowAnyException();
    }

    @Test
    void shouldTellThatANameHasNoAddress() {
        assertThatThrownBy(of("http://nowhere.invalid", false)::requireAllowed)
                .asInstanceOf(InstanceOfAssertFactories.type(BadAnswer.class))
                .extracting(BadAnswer::trouble)
                .isEqualTo(Trouble.NAME_UNKNOWN);
    }

    private static HostAddresses of(String url, boolean isPrivateAllowed) {
        return new HostAddresses(
                new HostSettings(URI.create(url), 60, isPrivateAllowed),
                name ->
                        switch (name) {
                            case "inside.example" -> addresses("52.0.0.1", "10.0.0.7");
                            case "api.example" -> addresses("52.0.0.1", "2606:4700::1111");
                            default -> throw new UnknownHostException(name);
                        });
    }

    private static InetAddress[] addresses(String one, String other) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(one), InetAddress.getByName(other)};
    }
}
