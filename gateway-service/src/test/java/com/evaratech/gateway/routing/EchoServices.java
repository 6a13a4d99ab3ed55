package com.evaratech.gateway.routing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** One {@link EchoService} for each service behind the gateway. */
public final class EchoServices implements QuarkusTestResourceLifecycleManager {

    private static final List<String> SERVICES =
            List.of("node-service", "telemetry-service", "alert-service", "thingspeak-poller");

    private final List<EchoService> running = new ArrayList<>();

    /** Where the test's own question to a service goes, past the gateway. */
    static String address(String service) {
        return ConfigProvider.getConfig()
                .getValue("evara.routing.upstreams." + service, String.class);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> variables = new HashMap<>();
        try {
            for (String service : SERVICES) {
                EchoService echo = new EchoService(service);
                running.add(echo);
                variables.put(Upstream.variable(service), echo.url());
            }
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException(e);
        }
        return variables;
    }

    @Override
    public void stop() {
        running.forEach(EchoService::close);
        running.clear();
    }
}
