package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.process.LoopbackPorts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignServersTest {

    private static final Progress SILENT = new Progress(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://u:geheim@h/db", "postgresql://u:geheim@h", "u:geheim@h:5432/db"})
    void shouldRefuseADatabaseUrlThatCannotBeUnderstoodWithoutShowingIt(String url) {
        assertThatThrownBy(() -> new ForeignDatabase(url))
                .isInstanceOf(Trouble.class)
                .hasMessageStartingWith("DATABASE_URL must be postgresql://")
                .hasMessageEndingWith("or unset DATABASE_URL to use the embedded PostgreSQL.")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void shouldSayThatTheDatabaseDoesNotAnswer() {
        String url = "postgresql://u:geheim@127.0.0.1:%d/db".formatted(LoopbackPorts.free());

        assertThatThrownBy(() -> new ForeignDatabase(url).prepare(Map.of(), SILENT))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("does not let us in")
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h:1", "redis://", "redis//h", "redis://h:port", "::"})
    void shouldRefuseARedisUrlThatCannotBeUnderstood(String url) {
        assertThatThrownBy(() -> ForeignRedis.requireAnswer(url))
                .isInstanceOf(Trouble.class)
                .hasMessageStartingWith("REDIS_URL must be redis://")
                .hasMessageEndingWith("or unset REDIS_URL to use the embedded Redis.");
    }

    @Test
    void shouldSayThatNoRedisAnswers() {
        int port = LoopbackPorts.free();

        assertThatThrownBy(() -> ForeignRedis.requireAnswer("redis://:geheim@127.0.0.1:" + port))
                .isInstanceOf(Trouble.class)
                .hasMessageStartingWith(
                        "REDIS_URL names 127.0.0.1:%d, where no Redis answers".formatted(port))
                .hasMessageNotContaining("geheim");
    }

    @Test
    void shouldKeepTheOperatorsLoginFromServicesWithRolesOfTheirOwn() {
        assertThat(
                        ForeignDatabase.withoutLogin(
                                "postgresql://admin:p@ss@h:5432/db?sslmode=require"))
                .isEqualTo("postgresql://h:5432/db?sslmode=require");
    }
}
