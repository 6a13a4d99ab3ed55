package com.evaratech.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    @Test
    void shouldKnowWhatDevicesPublishTo() {
        assertThat(Topic.parse("devices/0123456789abcdef/telemetry"))
                .contains(new Topic.Telemetry("0123456789abcdef"));
        assertThat(Topic.parse("channels/17/publish")).contains(new Topic.Publish(17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "devices//telemetry",
                "devices/a/telemetry/",
                "/devices/a/telemetry",
                "devices/a/b/telemetry",
                "channels/-1/publish",
                "channels/1e3/publish",
                "channels/9999999999999999999/publish",
                "channels/1/subscribe",
                "$SYS/broker/uptime"
            })
    void shouldKnowNoOther(String name) {
        assertThat(Topic.parse(name)).isEmpty();
    }
}
