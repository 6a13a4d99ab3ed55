package com.evaratech.local.launcher.fleet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What Prometheus is told: whom to ask, by which rules, and who is told of alerts.
 *
 * @param ports where everything listens
 * @param rules the folder with the project's rules
 */
record ScrapeConfiguration(FleetPorts ports, Path rules) {

    /** The configuration's text. */
    String text() {
        return """
        global:
          scrape_interval: 15s
          evaluation_interval: 15s
        rule_files:
          - %s
        alerting:
          alertmanagers:
            - static_configs:
                - targets: ["127.0.0.1:%d"]
        scrape_configs:
          - job_name: evara
            metrics_path: /metrics
            static_configs:
        %s\
        """
                .formatted(
                        quoted(rules.resolve("*.yml").toString()), ports.alertmanager(), targets());
    }

    private String targets() {
        return Arrays.stream(Service.values())
                .map(service ->
                        """
                              - targets: ["127.0.0.1:%d"]
                                labels: {app: %s}
                        """
                                .formatted(managementPort(service), service.module()))
                .collect(Collectors.joining());
    }

    private int managementPort(Service service) {
        return Objects.requireNonNull(ports.services().get(service)).managementPort();
    }

    /** As YAML reads it back, whatever characters the path has. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
