package com.evaratech.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EphemeralPortsTest {

    @TempDir private Path directory;

    @Test
    void shouldReadWhatLinuxTells() throws IOException {
        Path file = Files.writeString(directory.resolve("range"), "32768\t60999\n");

        assertThat(EphemeralPorts.read(file)).isEqualTo(new EphemeralPorts(32_768, 60_999));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReadThisMachinesOwn() throws IOException {
        Process cat = new ProcessBuilder("cat", "/proc/sys/net/ipv4/ip_local_port_range").start();
        String[] told =
                new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        .strip()
                        .split("\\s+", -1);

        assertThat(EphemeralPorts.ofSystem())
                .isEqualTo(
                        new EphemeralPorts(Integer.parseInt(told[0]), Integer.parseInt(told[1])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "32768", "many few"})
    void shouldAssumeTheUsualOnesWhenTheSystemDoesNotTell(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("range"), text);

        assertThat(EphemeralPorts.read(file)).isEqualTo(EphemeralPorts.USUAL);
        assertThat(EphemeralPorts.read(directory.resolve("missing")))
                .isEqualTo(EphemeralPorts.USUAL);
    }

    @Test
    void shouldLeaveThePortsBelowAndAboveToServers() {
        assertThat(new EphemeralPorts(20_002, 65_533).others())
                .containsExactly(20_000, 20_001, 65_534, 65_535);
        assertThat(new EphemeralPorts(1_024, 65_535).others()).isEmpty();
    }
}
