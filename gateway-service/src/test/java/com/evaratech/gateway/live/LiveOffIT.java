package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LiveOffIT.Off.class)
@WithEvaraServers(schema = "")
class LiveOffIT {

    /** As {@code ENABLE_WEBSOCKETS=false} sets it. */
    public static final class Off implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("evara.live.enabled", "false");
        }
    }

    @Test
    void shouldHaveNothingAtThePath() {
        var token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());

        assertThat(LiveClient.refusal(token, "")).isEqualTo(404);
    }
}
