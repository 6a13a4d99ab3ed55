package com.evaratech.alert.trial;

import com.evaratech.alert.evaluate.TrialRun;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.reading.Reading;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A dry run while it is under way: reads the history of a few nodes at a time, judges them, writes
 * what came of it, and so has in memory what these few need, however long the history is. For one
 * virtual thread.
 */
final class TrialStream {

    private static final Logger LOG = Logger.getLogger(TrialStream.class);

    private final PlannedTrial plan;
    private final ReadingsHistory history;
    private final Credentials caller;
    private final ObjectMapper json;
    private final long endNanos;
    private @Nullable InputStream opened;

    /** What is left in which it must be done counts from here. */
    TrialStream(
            PlannedTrial plan,
            ReadingsHistory history,
            Credentials caller,
            ObjectMapper json,
            Duration patience) {
        this.plan = plan;
        this.history = history;
        this.caller = caller;
        this.json = json;
        this.endNanos = System.nanoTime() + patience.toNanos();
    }

    /**
     * Asks for the first nodes, so that what is refused can be told by the answer's status.
     *
     * @throws DependencyUnavailable when there is no history now
     */
    void begin() throws InterruptedException {
        if (!plan.nodes().isEmpty()) {
            opened = open(portion(0));
        }
    }

    /** Writes the answer: an object whose last field says whether it is whole. */
    void write(OutputStream target) throws IOException {
        write(
                target,
                "{\"from\":%s,\"to\":%s,\"nodes\":["
                        .formatted(
                                json.writeValueAsString(plan.from()),
                                json.writeValueAsString(plan.until())));
        TrialSummary summary = TrialSummary.NOTHING;
        int begin = 0;
        while (begin < plan.nodes().size()) {
            Optional<List<NodeTrial>> judged = judge(portion(begin));
            if (judged.isEmpty()) {
                break;
            }
            for (NodeTrial node : judged.get()) {
                write(target, (summary.nodes() == 0 ? "" : ",") + json.writeValueAsString(node));
                summary = summary.with(node);
            }
            // Whoever waits sees that there is something to wait for.
            target.flush();
            begin += ReadingsHistory.NODES;
        }
        if (begin >= plan.nodes().size()) {
            summary = summary.whole();
        }
        write(target, "],\"summary\":%s}".formatted(json.writeValueAsString(summary)));
        target.flush();
    }

    private List<NodeEntry> portion(int begin) {
        return plan.nodes()
                .subList(begin, Math.min(begin + ReadingsHistory.NODES, plan.nodes().size()));
    }

    private InputStream open(List<NodeEntry> nodes) throws InterruptedException {
        return history.open(
                caller, nodes, TrialRun.metrics(plan.condition()), plan.from(), plan.until());
    }

    /** Judges some nodes; nothing when the time is over or their history broke off. */
    private Optional<List<NodeTrial>> judge(List<NodeEntry> nodes) {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
            return Optional.empty();
        }
        try (InputStream readings = takeOpened(nodes)) {
            // What stands still is not waited for, either.
            var end =
                    CompletableFuture.runAsync(
                            () -> close(readings),
                            CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS));
            try {
                return Optional.of(judge(nodes, readings));
            } finally {
                boolean _ = end.cancel(false);
            }
        } catch (IOException | DependencyUnavailable e) {
            LOG.warnf("A dry run ended early nodes=%d reason=%s", plan.nodes().size(), e);
            return Optional.empty();
        }
    }

    private InputStream takeOpened(List<NodeEntry> nodes) throws IOException {
        InputStream first = opened;
        opened = null;
        try {
            return first == null ? open(nodes) : first;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private List<NodeTrial> judge(List<NodeEntry> nodes, InputStream readings) throws IOException {
        Map<String, TrialRun> runs = new HashMap<>();
        nodes.forEach(node ->
                runs.put(node.id().toString(), new TrialRun(plan.condition(), node.timeZone())));
        try (var lines =
                new BufferedReader(new InputStreamReader(readings, StandardCharsets.UTF_8))) {
            String heading = lines.readLine();
            if (heading == null) {
                throw new IOException("the history is empty");
            }
            var read = new HistoryLines(heading);
            String id = "";
            TrialRun run = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (run == null || !HistoryLines.isOf(id, line)) {
                    id = HistoryLines.id(line);
                    run = runs.get(id);
                }
                Optional<Reading> reading = read.reading(line);
                if (run != null && reading.isPresent()) {
                    run.take(reading.get());
                }
            }
        }
        return nodes.stream()
                .map(node ->
                        NodeTrial.of(
                                node.id(),
                                Objects.requireNonNull(runs.get(node.id().toString())),
                                plan.until()))
                .toList();
    }

    /** Gives up what was begun. */
    void close() {
        InputStream first = opened;
        opened = null;
        if (first != null) {
            close(first);
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.debugf("A history was closed with a fault reason=%s", e);
        }
    }

    private static void write(OutputStream target, String text) throws IOException {
        target.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
