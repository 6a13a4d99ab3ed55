package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.home.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObserversTest {

    @TempDir private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final FleetPorts ports = FleetPorts.draw(8000);

    private List<Member> members() throws IOException {
        Layout layout = new Layout(directory.resolve("it's here"), directory.resolve("home"));
        layout.create();
        Files.createDirectories(directory.resolve("bin"));
        Progress progress =
                new Progress(List.of(new PrintStream(said, true, StandardCharsets.UTF_8)));
        Map<String, String> environment =
                Map.of("PATH", ":" + directory.resolve("none") + ":" + directory.resolve("bin"));
        return new Observers(layout, environment, ports, progress).members();
    }

    private void install(String program) throws IOException {
        Files.createDirectories(directory.resolve("bin"));
        var _ =
                Files.createFile(
                        directory.resolve("bin").resolve(program),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
    }

    @Test
    void shouldSayHowPrometheusComesWhenItIsNotInstalled() throws IOException {
        assertThat(members()).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("no prometheus on the PATH", "apt-get install");
    }

    @Test
    void shouldObserveWithoutAlertmanagerAndSaySo() throws IOException {
        install("prometheus");

        assertThat(members()).extracting(Member::name).containsExactly("prometheus");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("no alertmanager on the PATH");
    }

    @Test
    void shouldStartBothUnderTheNamesThatTheyHave() throws IOException {
        install("prometheus");
        install("prometheus-alertmanager");

        assertThat(members())
                .extracting(Member::url)
                .containsExactly(
                        "http://127.0.0.1:" + ports.alertmanager(),
                        "http://127.0.0.1:" + ports.prometheus());
        assertThat(said.size()).isZero();
    }

    @Test
    void shouldAskEveryServiceUnderItsName() throws IOException {
        install("prometheus");
        List<Member> _ = members();

        String configuration = Files.readString(directory.resolve("home/run/prometheus.yml"));
        assertThat(configuration)
                .contains("it''s here/deploy/monitoring/prometheus/rules/*.yml'")
                .contains("127.0.0.1:" + ports.alertmanager());
        for (Service service : Service.values()) {
            assertThat(configuration)
                    .contains(
                            "      - targets: [\"127.0.0.1:%d\"]\n        labels: {app: %s}\n"
                                    .formatted(
                                            Objects.requireNonNull(ports.services().get(service))
                                                    .managementPort(),
                                            service.module()));
        }
    }
}
