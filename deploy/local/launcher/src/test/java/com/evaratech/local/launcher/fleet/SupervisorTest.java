package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.process.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    private static final String GATEWAY = "http://127.0.0.1:8000";

    @TempDir private Path directory;

    private final StopSignal stop = new StopSignal();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Progress progress;
    private Layout layout;
    private FleetFile file;
    private Supervisor supervisor;

    @BeforeEach
    void prepare() throws IOException {
        layout = new Layout(directory, directory);
        layout.create();
        file = new FleetFile(layout);
        progress = new Progress(List.of(new PrintStream(said, true, StandardCharsets.UTF_8)));
        supervisor =
                new Supervisor(
                        GATEWAY, file, new LogFiles(layout), progress, stop, Duration.ofSeconds(2));
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        assertThat(supervisor.stopAll()).isTrue();
    }

    @Test
    void shouldRecordEveryProcessItStarts() throws IOException, InterruptedException {
        SleepingMember redis = new SleepingMember("redis", Part.Kind.SERVER);
        SleepingMember node = new SleepingMember("node-service", Part.Kind.SERVICE);

        assertThat(supervisor.start(redis)).isTrue();
        assertThat(supervisor.start(node)).isTrue();

        FleetRecord record = file.read().orElseThrow();
        assertThat(record.phase()).isEqualTo(FleetRecord.Phase.STARTING);
        assertThat(record.gateway()).isEqualTo(GATEWAY);
        assertThat(record.supervisor().running()).contains(ProcessHandle.current());
        assertThat(record.parts())
                .extracting(part -> part.process().pid())
                .containsExactly(redis.pid(), node.pid());
    }

    @Test
    void shouldStartAgainWhatDies() throws IOException, InterruptedException {
        SleepingMember member = new SleepingMember("alert-service", Part.Kind.SERVICE);
        assertThat(supervisor.start(member)).isTrue();
        long first = member.pid();
        Thread watching = Thread.ofVirtual().start(this::watch);

        member.kill();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    Part part = file.read().orElseThrow().parts().getFirst();
                    assertThat(part.restarts()).isOne();
                    assertThat(part.process().pid()).isNotEqualTo(first).isEqualTo(member.pid());
                });
        stop.request();
        watching.join();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "alert-service (process %d) died; it is started again in 1.0 s"
                                .formatted(first));
    }

    @Test
    void shouldTryAgainWhenAMemberCannotBeStartedAgain() throws IOException, InterruptedException {
        SleepingMember member = new SleepingMember("redis", Part.Kind.SERVER);
        assertThat(supervisor.start(member)).isTrue();
        member.refuseToStart(new PortBusy("Redis", 4711, "nc (process 1)"), 1);
        Thread watching = Thread.ofVirtual().start(this::watch);

        member.kill();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    Part part = file.read().orElseThrow().parts().getFirst();
                    assertThat(part.restarts()).isEqualTo(2);
                    assertThat(part.process().pid()).isEqualTo(member.pid());
                });
        stop.request();
        watching.join();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("redis could not be started again (Port 4711 for Redis is taken by nc")
                .contains("next try in 2.0 s");
    }

    @Test
    void shouldStopServicesBeforeTheServersTheyUse() throws IOException, InterruptedException {
        List<String> order = new CopyOnWriteArrayList<>();
        for (SleepingMember member :
                List.of(
                        new SleepingMember("postgres", Part.Kind.SERVER, order::add),
                        new SleepingMember("redis", Part.Kind.SERVER, order::add),
                        new SleepingMember("node-service", Part.Kind.SERVICE, order::add))) {
            assertThat(supervisor.start(member)).isTrue();
        }

        assertThat(supervisor.stopAll()).isTrue();

        assertThat(order).containsExactly("node-service", "redis", "postgres");
        assertThat(file.read()).isEmpty();
    }

    @Test
    void shouldStopTheOthersWhenOneCannotBeStopped() throws IOException, InterruptedException {
        SleepingMember postgres = new SleepingMember("postgres", Part.Kind.SERVER);
        SleepingMember redis = new SleepingMember("redis", Part.Kind.SERVER);
        SleepingMember node = new SleepingMember("node-service", Part.Kind.SERVICE);
        for (SleepingMember member : List.of(postgres, redis, node)) {
            assertThat(supervisor.start(member)).isTrue();
        }
        redis.refuseToStop(true);
        node.refuseToStop(true);

        assertThat(supervisor.stopAll()).isFalse();

        assertThat(postgres.isRunning()).isFalse();
        assertThat(file.read().orElseThrow().parts())
                .extracting(Part::name)
                .containsExactly("redis", "node-service");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "evara: node-service was not stopped: it hangs",
                        "evara: redis was not stopped: it hangs",
                        "try again with: ./evara down");
        redis.refuseToStop(false);
        node.refuseToStop(false);
    }

    @Test
    void shouldStopEverythingThoughTheRecordCannotBeWritten()
            throws IOException, InterruptedException {
        SleepingMember redis = new SleepingMember("redis", Part.Kind.SERVER);
        assertThat(supervisor.start(redis)).isTrue();
        // What a full disk does to the record, this does for root as well.
        Path inTheWay = layout.run().resolve("fleet.json.new/x");
        Files.createDirectories(inTheWay);

        assertThat(supervisor.stopAll()).isFalse();

        assertThat(redis.isRunning()).isFalse();
        assertThat(file.read()).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("evara: the record of the fleet was not changed: ");
    }

    @Test
    void shouldShowTheLastLinesOfAMemberThatEndsAtOnce() throws IOException {
        Files.writeString(layout.log("node-service"), "DATABASE_URL is missing\n");
        SleepingMember member = new SleepingMember("node-service", Part.Kind.SERVICE);
        member.endAtOnce();

        assertThatThrownBy(() -> supervisor.start(member))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("node-service ended before it was ready; its last lines:")
                .hasMessageContaining("  DATABASE_URL is missing")
                .hasMessageContaining("./evara logs node-service");
    }

    @Test
    void shouldSayWhoListensWhereAMemberThatEndedWasTo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SleepingMember member =
                    new SleepingMember("node-service", Part.Kind.SERVICE)
                            .at("http://127.0.0.1:" + taken.getLocalPort());
            member.endAtOnce();

            assertThatThrownBy(() -> supervisor.start(member))
                    .isInstanceOf(PortBusy.class)
                    .hasMessageStartingWith(
                            "Port %d for node-service is taken by "
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void shouldGiveUpOnAMemberThatDoesNotBecomeReady() throws IOException, InterruptedException {
        SleepingMember member = new SleepingMember("node-service", Part.Kind.SERVICE);
        member.neverReady();

        assertThat(supervisor.start(member)).isFalse();

        assertThatThrownBy(() -> supervisor.awaitSlow(member))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("node-service is not ready after 2.0 s");
    }

    @Test
    void shouldStartNothingMoreWhenTheFleetIsToStop() throws IOException, InterruptedException {
        stop.request();

        assertThat(supervisor.start(new SleepingMember("redis", Part.Kind.SERVER))).isFalse();

        assertThat(file.read()).isEmpty();
    }

    @Test
    void shouldStopWhatAKilledLauncherLeftButNoProcessThatOnlyHasItsId()
            throws IOException, InterruptedException {
        SleepingMember orphan = new SleepingMember("node-service", Part.Kind.SERVICE);
        SleepingMember stranger = new SleepingMember("stranger", Part.Kind.SERVICE);
        ProcessIdentity left = ProcessIdentity.of(orphan.start()).orElseThrow();
        ProcessIdentity other = ProcessIdentity.of(stranger.start()).orElseThrow();
        ProcessIdentity reused =
                new ProcessIdentity(other.pid(), other.startedAt().minusSeconds(3600));
        file.write(
                new FleetRecord(
                        FleetRecord.Phase.READY,
                        GATEWAY,
                        reused,
                        List.of(part("node-service", left), part("alert-service", reused))));

        int stopped = new Orphans(layout).stop(progress);

        assertThat(stopped).isOne();
        assertThat(left.running()).isEmpty();
        assertThat(other.running()).isPresent();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "left running: node-service (process %d); stopping them"
                                .formatted(left.pid()));
        stranger.stop();
    }

    private static Part part(String name, ProcessIdentity process) {
        return new Part(name, Part.Kind.SERVICE, "http://127.0.0.1:1", null, process, 0);
    }

    private void watch() {
        try {
            supervisor.watch();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
