package com.evaratech.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.gateway.Impatient;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heads that nobody would write, against the running gateway: refused, and it goes on. */
@QuarkusTest
@TestProfile(Impatient.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class HostileHeadsIT {

    private static final int HEADS = 600;
    private static final int AT_ONCE = 24;

    // Much longer than a head or a body may take here: the machine may be busy.
    private static final int PATIENCE_MILLIS = 20_000;
    // Until another answer may follow the first.
    private static final int MOMENT_MILLIS = 200;
    private static final int NO_ANSWER = 999;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    @Test
    void shouldFailAtNoHead() throws Exception {
        try (var callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Integer>> worst =
                    LongStream.range(0, HEADS)
                            .mapToObj(seed -> callers.submit(() -> worstAnswerTo(seed)))
                            .toList();

            int answered = 0;
            for (int seed = 0; seed < HEADS; seed++) {
                int status = worst.get(seed).get();
                assertThat(status).as("seed %d: %s", seed, HostileHeads.of(seed)).isLessThan(500);
                answered += status == 0 ? 0 : 1;
            }
            assertThat(answered).isGreaterThan(HEADS / 2);
        }
        assertThat(Gateway.send(Gateway.request("/api/v1/health/ready")).statusCode())
                .isEqualTo(200);
    }

    /** 0 when the connection ends without an answer; 999 when it does neither. */
    private static int worstAnswerTo(long seed) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Gateway.port())) {
            try {
                socket.getOutputStream()
                        .write(HostileHeads.of(seed).getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // It was closed before the end of what it refused; the answer may still be there.
            }
            return worst(socket);
        }
    }

    private static int worst(Socket socket) {
        var said = new StringBuilder();
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var chunk = new byte[8 << 10];
            for (int read; (read = socket.getInputStream().read(chunk)) > 0; ) {
                said.append(new String(chunk, 0, read, StandardCharsets.ISO_8859_1));
                socket.setSoTimeout(MOMENT_MILLIS);
            }
        } catch (SocketTimeoutException e) {
            if (said.isEmpty()) {
                return NO_ANSWER;
            }
            // The connection is kept for a next request, or for the rest of this one.
        } catch (IOException e) {
            // It was reset: what came before is all there is.
        }
        return STATUS.matcher(said)
                .results()
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .max()
                .orElse(0);
    }
}
