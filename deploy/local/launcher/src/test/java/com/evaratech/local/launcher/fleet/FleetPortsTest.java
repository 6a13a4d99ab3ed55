package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.process.LoopbackPorts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetPortsTest {

    @Test
    void shouldGiveNoPortToTwo() {
        FleetPorts ports = FleetPorts.draw(LoopbackPorts.free());

        List<Integer> all =
                new ArrayList<>(
                        List.of(
                                ports.postgres(),
                                ports.redis(),
                                ports.thingSpeak(),
                                ports.identity(),
                                ports.prometheus(),
                                ports.alertmanager()));
        ports.services()
                .values()
                .forEach(endpoint ->
                        all.addAll(List.of(endpoint.port(), endpoint.managementPort())));
        assertThat(all).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void shouldLetTheGatewayListenWherePeopleWish() {
        FleetPorts ports = FleetPorts.draw(8000);

        assertThat(ports.services().get(Service.GATEWAY))
                .extracting(Endpoint::port)
                .isEqualTo(8000);
        assertThat(ports.services()).containsOnlyKeys(Service.values());
    }
}
