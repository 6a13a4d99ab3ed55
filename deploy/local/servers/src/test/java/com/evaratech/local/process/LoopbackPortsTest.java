package com.evaratech.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.LocalServerException.PortBusy;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LoopbackPortsTest {

    @Test
    void shouldFindPortThatIsFree() {
        int port = LoopbackPorts.free();

        assertThat(LoopbackPorts.isFree(port)).isTrue();
    }

    @Test
    void shouldDrawNoPortTwiceAndNoneOfOutgoingConnections() {
        EphemeralPorts ephemeral = EphemeralPorts.ofSystem();

        List<Integer> ports = LoopbackPorts.free(500, Set.of());

        assertThat(ports)
                .hasSize(500)
                .doesNotHaveDuplicates()
                .allMatch(LoopbackPorts::isFree)
                .noneMatch(port -> port >= ephemeral.first() && port <= ephemeral.last());
    }

    @Test
    void shouldDrawNoPortThatIsGivenAwayAlready() {
        EphemeralPorts allButTen = new EphemeralPorts(20_010, 65_535);
        Set<Integer> given = Set.of(20_000, 20_001, 20_002, 20_003, 20_004, 20_005, 20_006);

        List<Integer> ports = LoopbackPorts.free(6, given, allButTen);

        assertThat(ports).hasSize(6).doesNotHaveDuplicates().doesNotContainAnyElementsOf(given);
    }

    @Test
    void shouldTakeWhatTheSystemGivesWhenEveryPortIsEphemeral() {
        List<Integer> ports = LoopbackPorts.free(3, Set.of(), new EphemeralPorts(1_024, 65_535));

        assertThat(ports).hasSize(3).doesNotHaveDuplicates().allMatch(LoopbackPorts::isFree);
    }

    @Test
    void shouldRefusePortWhenSomebodyListens() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, LoopbackPorts.address(0).getAddress())) {
            int port = busy.getLocalPort();

            assertThat(LoopbackPorts.isFree(port)).isFalse();
            assertThatThrownBy(() -> LoopbackPorts.requireFree(port, "the gateway"))
                    .isInstanceOf(PortBusy.class)
                    .hasMessageStartingWith("Port " + port + " for the gateway is taken by ")
                    .hasMessageEndingWith("stop that process or choose another port.");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNameProcessWhenItListens() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, LoopbackPorts.address(0).getAddress())) {
            assertThat(PortHolder.of(busy.getLocalPort())).contains(ProcessHandle.current());
            assertThat(PortHolder.describe(busy.getLocalPort()))
                    .isEqualTo("java (process " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void shouldNotKnowHolderWhenSystemDoesNotTell(@TempDir Path emptyProc) {
        assertThat(PortHolder.of(LoopbackPorts.free(), emptyProc)).isEmpty();
    }

    @Test
    void shouldReadListenersOnlyFromTable(@TempDir Path directory) throws IOException {
        Path table =
                Files.writeString(
                        directory.resolve("tcp"),
                        """
                          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                           0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4711 1
                           1: 0100007F:1F40 0100007F:D431 01 00000000:00000000 00:00000000 00000000 0 0 4712 1
                           2: 0100007F:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4713 1
                        """);

        assertThat(PortHolder.listeningInodes(table, 8000)).containsExactly("socket:[4711]");
    }
}
