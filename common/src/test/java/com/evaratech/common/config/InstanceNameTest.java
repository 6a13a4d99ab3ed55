package com.evaratech.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceNameTest {

    private static final Map<String, String> COMPLETE =
            Map.of(
                    "REDIS_URL", "redis://:redis-pw@bus:6380/1",
                    "SUPABASE_URL", "https://id.example.org",
                    "SUPABASE_JWT_SECRET", "a-secret-of-thirty-two-bytes-or-more");

    private static Map<String, String> read(Map<String, String> more) {
        var environment = new HashMap<>(COMPLETE);
        environment.putAll(more);
        return OperatorSettings.read(environment::get, false);
    }

    @Test
    void shouldHaveTheNameOfItsPodUnlessAnotherIsGiven() {
        var cluster = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "HOSTNAME", "alert-7f-x2");
        var named = new HashMap<>(cluster);
        named.put("INSTANCE_NAME", "first");

        assertThat(read(cluster)).containsEntry("evara.instance", "alert-7f-x2");
        assertThat(read(named)).containsEntry("evara.instance", "first");
        // Several processes of a service may run on one machine.
        assertThat(read(Map.of("HOSTNAME", "laptop"))).doesNotContainKey("evara.instance");
    }
}
