package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamTest {

    @ParameterizedTest
    @CsvSource({
        "http://node-service, node-service, 80, false",
        "http://node-service/, node-service, 80, false",
        "http://10.0.0.7:8123, 10.0.0.7, 8123, false",
        "https://nodes.example.org, nodes.example.org, 443, true",
        "' http://node-service:81 ', node-service, 81, false"
    })
    void shouldReadAddress(String address, String host, int port, boolean encrypted) {
        assertThat(Upstream.parse("node-service", address))
                .isEqualTo(new Upstream("node-service", host, port, encrypted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "node-service",
                "ftp://node-service",
                "http://",
                "http://node-service:0",
                "http://node-service:65536",
                "http://node-service/api",
                "http://node-service#x",
                "http://node service"
            })
    void shouldRejectAnythingElseNamingTheVariable(String address) {
        assertThatThrownBy(() -> Upstream.parse("node-service", address))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "NODE_SERVICE_URL=%s must be http(s)://host[:port] and nothing more",
                        address);
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@node-service, http://…@node-service",
        "http://node-service?key=secret, http://node-service?…",
    })
    void shouldNotTellTheSecretsOfARefusedAddress(String address, String shown) {
        assertThatThrownBy(() -> Upstream.parse("node-service", address))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("NODE_SERVICE_URL=" + shown + " must be ")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void shouldReportOnOneLineWhenTheValueHasSeveral() {
        assertThatThrownBy(() -> Upstream.parse("node-service", "http://a\nb"))
                .message()
                .isEqualTo(
                        "NODE_SERVICE_URL=http://a?b must be http(s)://host[:port] and nothing more");
    }
}
