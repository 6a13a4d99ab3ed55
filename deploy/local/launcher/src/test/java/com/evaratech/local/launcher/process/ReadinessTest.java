package com.evaratech.local.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.process.LoopbackPorts;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Readiness readiness = new Readiness();
    private final AtomicInteger questions = new AtomicInteger();
    private HttpServer server;
    private URI address;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // Not ready for the first two questions, as a service that migrates its schema.
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(questions.incrementAndGet() < 3 ? 503 : 200, -1);
                    exchange.close();
                });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/health/ready");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void shouldAskUntilTheAnswerIsYes() throws InterruptedException {
        Readiness.Outcome outcome =
                readiness.await(ProcessHandle.current(), address, LIMIT, new StopSignal());

        assertThat(outcome).isEqualTo(Readiness.Outcome.READY);
        assertThat(questions).hasValue(3);
    }

    @Test
    void shouldGiveUpAfterTheLimit() throws InterruptedException {
        URI nobody = URI.create("http://127.0.0.1:" + LoopbackPorts.free() + "/");

        Readiness.Outcome outcome =
                readiness.await(
                        ProcessHandle.current(), nobody, Duration.ofMillis(300), new StopSignal());

        assertThat(outcome).isEqualTo(Readiness.Outcome.SLOW);
    }

    @Test
    void shouldNoticeThatTheProcessEnded() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        assertThat(process.waitFor()).isZero();

        Readiness.Outcome outcome =
                readiness.await(process.toHandle(), address, LIMIT, new StopSignal());

        assertThat(outcome).isEqualTo(Readiness.Outcome.ENDED);
    }

    @Test
    void shouldEndTheWaitWhenTheFleetIsToStop() throws InterruptedException {
        StopSignal stop = new StopSignal();
        stop.request();

        Readiness.Outcome outcome = readiness.await(ProcessHandle.current(), address, LIMIT, stop);

        assertThat(outcome).isEqualTo(Readiness.Outcome.STOPPED);
    }
}
