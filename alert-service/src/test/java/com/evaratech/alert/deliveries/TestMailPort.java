package com.evaratech.alert.deliveries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the application under test hands its mail: a port that was free, the same for all class
 * loaders of this process. A test that wants to see mail listens there.
 */
public final class TestMailPort implements ConfigSource {

    private static final String VARIABLE = "SMTP_PORT";
    private static final String PROPERTY = "evara.test.mail-port";

    static int get() {
        synchronized (System.class) {
            String known = System.getProperty(PROPERTY);
            if (known != null) {
                return Integer.parseInt(known);
            }
            try (var free = new ServerSocket(0)) {
                String _ = System.setProperty(PROPERTY, Integer.toString(free.getLocalPort()));
                return free.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(VARIABLE);
    }

    @Override
    public @Nullable String getValue(String name) {
        return VARIABLE.equals(name) ? Integer.toString(get()) : null;
    }

    @Override
    public String getName() {
        return "port of the tests' mail";
    }
}
