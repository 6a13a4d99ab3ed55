package com.evaratech.alert.trial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the tests' history of readings is served, told to the service before it starts. Named in
 * {@code META-INF/services}.
 */
public final class TestHistoryPort implements ConfigSource {

    private static final String VARIABLE = "TELEMETRY_SERVICE_URL";
    private static final String PROPERTY = "evara.test.history.port";

    static int get() {
        // Atomic, whichever class loader asks first.
        Object port = System.getProperties().computeIfAbsent(PROPERTY, _ -> free());
        return Integer.parseInt(port.toString());
    }

    /** Of those that the system gives to nobody who does not ask for one. */
    private static String free() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return Integer.toString(socket.getLocalPort());
            } catch (IOException e) {
                // Somebody has it: another one.
            }
        }
        throw new IllegalStateException("no free port");
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(VARIABLE);
    }

    @Override
    public @Nullable String getValue(String name) {
        return VARIABLE.equals(name) ? "http://127.0.0.1:" + get() : null;
    }

    @Override
    public String getName() {
        return "port of the tests' history";
    }
}
