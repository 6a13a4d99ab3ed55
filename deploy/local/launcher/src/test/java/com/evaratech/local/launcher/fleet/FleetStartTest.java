package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetStartTest {

    private static final int GATEWAY_PORT = 8000;

    @TempDir private Path directory;

    private final List<String> stopped = new ArrayList<>();
    private ServerSocket taken;
    private FleetFile file;
    private Supervisor supervisor;

    @BeforeEach
    void prepare() throws IOException {
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Layout layout = new Layout(directory, directory);
        layout.create();
        file = new FleetFile(layout);
        supervisor =
                new Supervisor(
                        "http://127.0.0.1:" + GATEWAY_PORT,
                        file,
                        new LogFiles(layout),
                        new Progress(List.of()),
                        new StopSignal(),
                        Duration.ofSeconds(2));
    }

    @AfterEach
    void stopAll() throws IOException, InterruptedException {
        assertThat(supervisor.stopAll()).isTrue();
        taken.close();
    }

    @Test
    void shouldStartOnOtherPortsWhenOneWasTakenSinceItWasDrawn()
            throws IOException, InterruptedException {
        SleepingMember redis = member("redis");
        SleepingMember second = member("redis").at("http://127.0.0.1:2");
        List<List<Member>> draws = new ArrayList<>();
        draws.add(List.of(redis, withoutPort()));
        draws.add(List.of(second));

        start(GATEWAY_PORT).run(draws::removeFirst);

        assertThat(stopped).containsExactly("node-service", "redis");
        assertThat(file.read().orElseThrow().parts())
                .singleElement()
                .extracting(part -> part.process().pid())
                .isEqualTo(second.pid());
    }

    @Test
    void shouldGiveUpWhenItHappensAgain() {
        assertThatThrownBy(() -> start(GATEWAY_PORT).run(() -> List.of(withoutPort())))
                .isInstanceOf(PortBusy.class);
    }

    @Test
    void shouldGiveUpAtOnceOnThePortThatPeopleChose() {
        List<List<Member>> draws = new ArrayList<>();
        draws.add(List.of(withoutPort()));

        assertThatThrownBy(() -> start(taken.getLocalPort()).run(draws::removeFirst))
                .isInstanceOf(PortBusy.class);
    }

    private FleetStart start(int gatewayPort) {
        return new FleetStart(supervisor, gatewayPort, new Progress(List.of()));
    }

    private SleepingMember member(String name) {
        return new SleepingMember(
                name, name.equals("redis") ? Part.Kind.SERVER : Part.Kind.SERVICE, stopped::add);
    }

    /** Ends at once, and somebody else listens where it was to. */
    private SleepingMember withoutPort() {
        SleepingMember member =
                member("node-service").at("http://127.0.0.1:" + taken.getLocalPort());
        member.endAtOnce();
        return member;
    }
}
