package com.evaratech.local.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.process.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveWatchTest {

    private static final Goal NONE = new Goal(OptionalLong.empty(), Optional.empty());
    private static final Goal FIRST_ALERT =
            new Goal(OptionalLong.empty(), Optional.of(Goal.Until.ALERT));
    private static final String READING =
            "{\"type\":\"reading\",\"node_id\":\"n\",\"recorded_at\":\"2026-05-01T12:00:00Z\",\"values\":{}}";
    private static final String OPENED =
            "{\"type\":\"alert\",\"event\":\"opened\",\"node_id\":\"n\"}";
    private static final String RESOLVED =
            "{\"type\":\"alert\",\"event\":\"resolved\",\"node_id\":\"n\"}";

    private final GatewayStandIn gateway = new GatewayStandIn();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private final StopSignal stop = new StopSignal();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldShowMessagesUntilTheOneThatIsWaitedFor() throws Exception {
        gateway.says(READING, RESOLVED, OPENED, READING);

        assertThat(watch(List.of(), FIRST_ALERT, null).run()).isTrue();

        assertThat(lines(out))
                .containsExactly(GatewayStandIn.SUBSCRIBED, READING, RESOLVED, OPENED);
        assertThat(gateway.heard()).containsExactly("{\"subscribe\":\"all\"}");
        assertThat(gateway.authorization()).isEqualTo("Bearer token");
    }

    @Test
    void shouldShowAndCountOnlyTheKindsAskedFor() throws Exception {
        gateway.says(READING, OPENED, READING, RESOLVED, OPENED);
        var two = new Goal(OptionalLong.of(2), Optional.empty());

        assertThat(watch(List.of("alerts"), two, null).run()).isTrue();

        assertThat(lines(out)).containsExactly(GatewayStandIn.SUBSCRIBED, OPENED, RESOLVED);
    }

    @Test
    void shouldConnectAgainWhenAConnectionEnds() throws Exception {
        gateway.says(READING);
        gateway.endsWith(1001, "the gateway stops; connect again");
        gateway.says(OPENED);

        assertThat(watch(List.of(), FIRST_ALERT, null).run()).isTrue();

        assertThat(lines(out))
                .containsExactly(
                        GatewayStandIn.SUBSCRIBED, READING, GatewayStandIn.SUBSCRIBED, OPENED);
        assertThat(lines(notes))
                .containsExactly(
                        "the connection ended: the gateway stops; connect again",
                        "connecting again in 1 s");
    }

    @Test
    void shouldEndWhenTheTokenHasExpired() {
        gateway.endsWith(4401, "the token has expired; connect with a new one");

        assertThatThrownBy(() -> watch(List.of(), NONE, null).run())
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("the token has expired");
    }

    @Test
    void shouldSayThatTheTokenIsNotAccepted() {
        gateway.refuses(401, "{\"detail\":\"The token is not genuine.\"}");

        assertThatThrownBy(() -> watch(List.of(), NONE, null).run())
                .isInstanceOf(Trouble.class)
                .hasMessage(
                        "the gateway does not accept the token (401): The token is not genuine."
                                + " Get one with: ./evara token --role ROLE");
    }

    @Test
    void shouldSayThatThereIsNoGateway() {
        gateway.close();

        assertThatThrownBy(() -> watch(List.of(), NONE, null).run())
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("no connection to the gateway at " + gateway.address());
    }

    @Test
    void shouldEndWhenTheTimeIsOver() throws Exception {
        var second = Duration.ofSeconds(1);
        gateway.says(READING);

        assertThat(watch(List.of(), FIRST_ALERT, second).run()).isFalse();
        assertThat(watch(List.of(), NONE, second).run()).isTrue();
    }

    @Test
    void shouldSayGoodbyeWhenItIsToStop() throws Exception {
        gateway.says(READING);
        LiveWatch watch = watch(List.of(), NONE, null);
        var running = CompletableFuture.supplyAsync(() -> run(watch));
        await().until(() -> lines(out).contains(READING));

        stop.request();

        assertThat(running.get(30, TimeUnit.SECONDS)).isTrue();
        await().until(() -> gateway.goodbyes() == 1);
    }

    private LiveWatch watch(List<String> topics, Goal goal, @Nullable Duration within) {
        return new LiveWatch(
                new LiveWatch.Access(gateway.address(), "token"),
                new LiveWatch.Request(Topics.parse(topics), goal, within),
                new LiveWatch.Output(printer(out), printer(notes), ZoneOffset.UTC, true),
                stop);
    }

    private static boolean run(LiveWatch watch) {
        try {
            return watch.run();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrintStream printer(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static List<String> lines(ByteArrayOutputStream of) {
        return of.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
