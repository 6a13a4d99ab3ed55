package com.evaratech.gateway.flags;

import static com.evaratech.gateway.flags.Flag.ENABLE_RATE_LIMITING;
import static com.evaratech.gateway.flags.Flag.ENABLE_WEBSOCKETS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagFolderTest {

    private static final Map<Flag, Boolean> VARIABLES =
            Map.of(ENABLE_RATE_LIMITING, true, ENABLE_WEBSOCKETS, false);

    @TempDir Path path;

    private FlagFolder folder;

    @BeforeEach
    void open() {
        folder = new FlagFolder(path, VARIABLES);
    }

    private void write(Flag flag, String text) throws IOException {
        Files.writeString(path.resolve(flag.variable()), text);
        folder.look();
    }

    @Test
    void shouldSayWhatTheVariablesSayWithoutFiles() {
        folder.look();

        assertThat(folder.isOn(ENABLE_RATE_LIMITING)).isTrue();
        assertThat(folder.isOn(ENABLE_WEBSOCKETS)).isFalse();
    }

    @Test
    void shouldBeOverruledByAFileAsLongAsItIsThere() throws IOException {
        write(ENABLE_RATE_LIMITING, "false\n");
        write(ENABLE_WEBSOCKETS, "  true");
        assertThat(folder.isOn(ENABLE_RATE_LIMITING)).isFalse();
        assertThat(folder.isOn(ENABLE_WEBSOCKETS)).isTrue();

        Files.delete(path.resolve(ENABLE_RATE_LIMITING.variable()));
        folder.look();

        assertThat(folder.isOn(ENABLE_RATE_LIMITING)).isTrue();
        assertThat(folder.isOn(ENABLE_WEBSOCKETS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "TRUE", "true false"})
    void shouldStayAsItIsWhenAFileSaysNeither(String text) throws IOException {
        write(ENABLE_RATE_LIMITING, "false");

        write(ENABLE_RATE_LIMITING, text);

        assertThat(folder.isOn(ENABLE_RATE_LIMITING)).isFalse();
    }

    @Test
    void shouldStayAsItIsWhenAFileCannotBeRead() throws IOException {
        write(ENABLE_RATE_LIMITING, "false");
        Files.delete(path.resolve(ENABLE_RATE_LIMITING.variable()));
        Files.createDirectory(path.resolve(ENABLE_RATE_LIMITING.variable()));

        folder.look();

        assertThat(folder.isOn(ENABLE_RATE_LIMITING)).isFalse();
    }

    @Test
    void shouldNeedNoFolder() {
        folder = new FlagFolder(path.resolve("elsewhere"), VARIABLES);

        folder.look();

        assertThat(folder.isOn(ENABLE_RATE_LIMITING)).isTrue();
    }
}
