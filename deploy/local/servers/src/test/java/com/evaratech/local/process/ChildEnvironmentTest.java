package com.evaratech.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {

    @Test
    void shouldKeepOnlyWhereAProgramIsAndItsLanguage() {
        ProcessBuilder builder = new ProcessBuilder("env");
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(
                Map.of(
                        "PATH", "/bin",
                        "HOME", "/home/somebody",
                        "LC_ALL", "C.UTF-8",
                        "TZ", "Asia/Kolkata",
                        "PGOPTIONS", "-c fsync=off",
                        "DB_PASSWORD", "geheim",
                        "QUARKUS_HTTP_PORT", "1",
                        "DATABASE_URL", "postgresql://h/db"));

        ProcessBuilder narrowed = ChildEnvironment.narrow(builder);

        assertThat(narrowed.environment()).containsOnlyKeys("PATH", "HOME", "LC_ALL", "TZ");
    }
}
