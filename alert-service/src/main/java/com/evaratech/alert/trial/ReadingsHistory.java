package com.evaratech.alert.trial;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.DependencyUnavailable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Asks telemetry-service for readings of the past, as the caller: it sees what the caller may see.
 * Calls block their thread.
 */
@Singleton
class ReadingsHistory {

    /** Nodes that one export takes. */
    static final int NODES = 50;

    private static final int OK = 200;
    private static final Logger LOG = Logger.getLogger(ReadingsHistory.class);

    private final TrialConfig config;
    private final HttpClient http;

    ReadingsHistory(TrialConfig config) {
        this.config = config;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(config.timeout())
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /**
     * Opens the readings of some nodes, node by node and oldest first.
     *
     * @param nodes {@value #NODES} at most
     * @throws DependencyUnavailable when there is no answer, or it is a refusal
     */
    InputStream open(
            Credentials caller,
            List<NodeEntry> nodes,
            Set<Metric> metrics,
            Instant from,
            Instant until)
            throws InterruptedException {
        String ids =
                nodes.stream().map(node -> node.id().toString()).collect(Collectors.joining(","));
        String codes = metrics.stream().map(Metric::code).collect(Collectors.joining(","));
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/api/v1/telemetry/export?format=csv&nodes=%s&metrics=%s&from=%s&to=%s"
                                                .formatted(config.url(), ids, codes, from, until)))
                        .timeout(config.timeout());
        caller.putInto(request);
        try {
            var answer = http.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() == OK) {
                return answer.body();
            }
            answer.body().close();
            LOG.warnf("telemetry-service gave no history status=%d", answer.statusCode());
        } catch (IOException e) {
            LOG.warnf("telemetry-service gave no history reason=%s", e);
        }
        throw new DependencyUnavailable("The history of readings");
    }
}
