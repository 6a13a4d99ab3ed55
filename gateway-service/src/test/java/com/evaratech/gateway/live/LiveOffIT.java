package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.NarrowDoor;
import com.evaratech.gateway.flags.FlagFile;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NarrowDoor.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class LiveOffIT {

    @Inject Fleet fleet;
    @Inject MeterRegistry metrics;
    @Inject LiveSessions sessions;

    @Test
    void shouldHaveNothingAtThePath() {
        assertThat(LiveClient.refusal(somebody(), "")).isEqualTo(404);
    }

    @Test
    void shouldBeSwitchedOnAndOffWhileTheGatewayRuns() throws IOException {
        try (var flag = new FlagFile("ENABLE_WEBSOCKETS", metrics)) {
            TestDirectory.markComplete();
            var tank = fleet.tank(Fleet.community());
            flag.write(true);
            await().atMost(LiveClient.PATIENCE).until(sessions::isFlowing);
            try (var client = LiveClient.connect(somebody()).subscribe("all")) {
                fleet.accept(tank, 182.5);
                var _ = client.awaitReadings(1);

                flag.write(false);

                client.awaitClose(1001);
            }
            assertThat(LiveClient.refusal(somebody(), "")).isEqualTo(404);
        }
    }

    private static String somebody() {
        return TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }
}
