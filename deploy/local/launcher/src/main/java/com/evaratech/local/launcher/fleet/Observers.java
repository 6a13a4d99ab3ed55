package com.evaratech.local.launcher.fleet;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.Readiness;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Prometheus and Alertmanager, as this machine has them installed, with the rules that the project
 * has for every other place.
 */
final class Observers {

    static final String PROMETHEUS = "prometheus";
    static final String ALERTMANAGER = "alertmanager";

    // Debian calls it after its project.
    private static final List<String> ALERTMANAGERS =
            List.of(ALERTMANAGER, "prometheus-alertmanager");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Layout layout;
    private final String path;
    private final FleetPorts ports;
    private final Progress progress;

    Observers(Layout layout, Map<String, String> environment, FleetPorts ports, Progress progress) {
        this.layout = layout;
        this.path = environment.getOrDefault("PATH", "");
        this.ports = ports;
        this.progress = progress;
    }

    /** Those that are installed; of the others it is said how they come. */
    List<Member> members() throws IOException {
        Optional<Path> prometheus = installed(List.of(PROMETHEUS));
        if (prometheus.isEmpty()) {
            progress.say(
                    "  nobody observes: there is no prometheus on the PATH; install it (Debian and"
                            + " Ubuntu: apt-get install prometheus prometheus-alertmanager)");
            return List.of();
        }
        List<Member> members = new ArrayList<>();
        Optional<Path> alertmanager = installed(ALERTMANAGERS);
        if (alertmanager.isPresent()) {
            members.add(alertmanager(alertmanager.get()));
        } else {
            progress.say(
                    "  nobody is told of alerts: there is no alertmanager on the PATH; install it"
                            + " (Debian and Ubuntu: apt-get install prometheus-alertmanager)");
        }
        members.add(prometheus(prometheus.get()));
        return members;
    }

    private Member prometheus(Path program) throws IOException {
        Path configuration = layout.run().resolve("prometheus.yml");
        Path rules = monitoring().resolve("prometheus/rules");
        Files.writeString(configuration, new ScrapeConfiguration(ports, rules).text());
        return member(
                PROMETHEUS,
                ports.prometheus(),
                List.of(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + layout.data(PROMETHEUS),
                        "--storage.tsdb.retention.time=15d",
                        "--web.listen-address=127.0.0.1:" + ports.prometheus()));
    }

    private Member alertmanager(Path program) {
        return member(
                ALERTMANAGER,
                ports.alertmanager(),
                List.of(
                        program.toString(),
                        "--config.file=" + monitoring().resolve("alertmanager/alertmanager.yml"),
                        "--storage.path=" + layout.data(ALERTMANAGER),
                        "--web.listen-address=127.0.0.1:" + ports.alertmanager(),
                        // There is one: nobody to agree with.
                        "--cluster.listen-address="));
    }

    private Path monitoring() {
        return layout.root().resolve("deploy/monitoring");
    }

    private Member member(String name, int port, List<String> command) {
        String url = "http://127.0.0.1:" + port;
        return new HttpProcess(
                name,
                Part.Kind.SERVER,
                new HttpProcess.Door(url, null, URI.create(url + "/-/ready")),
                new HttpProcess.Invocation(command, Map.of(), layout.run(), PATIENCE),
                new LogFiles(layout),
                new Readiness());
    }

    private Optional<Path> installed(List<String> names) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> names.stream().map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
