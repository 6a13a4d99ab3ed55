package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.NarrowDoor;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NarrowDoor.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class LiveOffIT {

    @Test
    void shouldHaveNothingAtThePath() {
        var token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());

        assertThat(LiveClient.refusal(token, "")).isEqualTo(404);
    }
}
