package com.evaratech.local.launcher.live;

import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.process.Backoff;
import com.evaratech.local.launcher.process.StopSignal;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Shows live updates, a line each, until there is enough, and connects again whenever a connection
 * ends that may be made again. The gateway catches up with nothing, so what came in between is not
 * shown; that it may have is said.
 */
public final class LiveWatch {

    private static final Duration LOOK = Duration.ofMillis(200);

    // The gateway pings every 20 s unless it is told otherwise.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Access access;
    private final Request request;
    private final Output output;
    private final StopSignal stop;
    private final LiveLine lines;
    private final long begun = System.nanoTime();
    private long seen;

    /**
     * A watch that has not begun.
     *
     * @param stop ends it from another thread
     */
    public LiveWatch(Access access, Request request, Output output, StopSignal stop) {
        this.access = access;
        this.request = request;
        this.output = output;
        this.stop = stop;
        var names = new NodeNames(http, access.gateway(), access.token());
        this.lines = new LiveLine(output.zone(), names::of);
    }

    /** Where and as whom. */
    public record Access(String gateway, String token) {}

    /**
     * What is wanted.
     *
     * @param within the time for it; {@code null} for no limit
     */
    public record Request(Topics topics, Goal goal, @Nullable Duration within) {}

    /**
     * Where lines go.
     *
     * @param out messages
     * @param notes what happens to the connection
     * @param asWritten whether messages are shown as the gateway writes them
     */
    public record Output(PrintStream out, PrintStream notes, ZoneId zone, boolean asWritten) {}

    /** Whether a connection is worth another one. */
    private enum Outcome {
        ENOUGH,
        TIME_OVER,
        LOST
    }

    /**
     * Watches.
     *
     * @return false when the time was over before the goal was reached
     * @throws Trouble when there is no use in going on: nobody is let in, or not any more
     */
    public boolean run() throws IOException, InterruptedException {
        var backoff = new Backoff();
        boolean first = true;
        while (!isOver()) {
            long connecting = System.nanoTime();
            try (var connection =
                    LiveConnection.open(http, access.gateway(), access.token(), request.topics())) {
                Outcome outcome = follow(connection, first);
                if (outcome != Outcome.LOST) {
                    return outcome == Outcome.ENOUGH || !request.goal().isSet();
                }
                first = false;
            } catch (WebSocketHandshakeException e) {
                Refusal.of(e.getResponse(), first)
                        .ifPresent(sentence -> {
                            throw new Trouble(sentence);
                        });
                output.notes().println("the gateway is not ready (" + status(e) + ")");
            } catch (IOException e) {
                if (first) {
                    throw new Trouble(
                            "no connection to the gateway at %s; see ./evara status"
                                    .formatted(access.gateway()),
                            e);
                }
            }
            Duration pause = backoff.afterDeath(Duration.ofNanos(System.nanoTime() - connecting));
            output.notes().println("connecting again in %d s".formatted(pause.toSeconds()));
            boolean _ = stop.await(shorter(pause));
        }
        return !request.goal().isSet() || stop.isRequested();
    }

    private static int status(WebSocketHandshakeException e) {
        return e.getResponse().statusCode();
    }

    private Outcome follow(LiveConnection connection, boolean first)
            throws IOException, InterruptedException {
        long lastHeard = System.nanoTime();
        while (!isOver()) {
            Heard heard = connection.next(LOOK);
            if (heard == null) {
                if (Duration.ofNanos(System.nanoTime() - lastHeard).compareTo(LONGEST_SILENCE)
                        > 0) {
                    output.notes().println("nothing is heard of the gateway any more");
                    return Outcome.LOST;
                }
                continue;
            }
            lastHeard = System.nanoTime();
            switch (heard) {
                case Heard.Ping() -> {}
                case Heard.End end -> {
                    ended(end);
                    return Outcome.LOST;
                }
                case Heard.Message(String text) -> {
                    if (show(text, first)) {
                        return Outcome.ENOUGH;
                    }
                }
            }
            if (output.out().checkError()) {
                // Whoever read the lines has gone.
                return Outcome.ENOUGH;
            }
        }
        return stop.isRequested() ? Outcome.ENOUGH : Outcome.TIME_OVER;
    }

    /** Whether it is enough with this one. */
    private boolean show(String text, boolean first) throws IOException {
        JsonNode message = Json.mapper().readTree(text);
        String type = message.path("type").asText();
        boolean isNews = type.equals("reading") || type.equals("alert");
        if (isNews && !request.topics().kinds().contains(type)) {
            return false;
        }
        if (output.asWritten()) {
            output.out().println(text);
        } else {
            output.out().println(line(type, message, first));
        }
        if (isNews) {
            seen++;
        }
        return isNews && request.goal().isReachedBy(message, seen);
    }

    private String line(String type, JsonNode message, boolean first) {
        return switch (type) {
            case "reading" -> lines.reading(message);
            case "alert" -> lines.alert(message);
            case "subscribed" ->
                    first
                            ? "listening at %s (Ctrl-C ends it)".formatted(access.gateway())
                            : "listening again; what came in between was not shown";
            case "paused" -> "the gateway cannot see what comes in now";
            case "reset" -> "the gateway goes on; something may have been missed";
            default -> message.path("detail").asText(type);
        };
    }

    private void ended(Heard.End end) {
        Refusal.of(end)
                .ifPresent(sentence -> {
                    throw new Trouble(sentence);
                });
        String why = end.reason().isEmpty() ? "code " + end.code() : end.reason();
        output.notes()
                .println(
                        end.code() == Heard.End.BROKEN
                                ? "the connection broke"
                                : "the connection ended: " + why);
    }

    private boolean isOver() {
        return stop.isRequested() || left().isZero();
    }

    private Duration shorter(Duration pause) {
        Duration left = left();
        return left.compareTo(pause) < 0 ? left : pause;
    }

    /** Time that is left; a day when there is no limit. */
    private Duration left() {
        Duration within = request.within();
        if (within == null) {
            return Duration.ofDays(1);
        }
        Duration left = within.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
