package com.evaratech.local.launcher.fleet;

import java.net.URI;
import java.util.Map;

/**
 * Where one service listens on this machine, on the loopback address alone.
 *
 * @param port of its routes
 * @param managementPort of its health and metrics
 */
public record Endpoint(int port, int managementPort) {

    private static final String HOST = "127.0.0.1";

    public String url() {
        return "http://" + HOST + ":" + port;
    }

    public String management() {
        return "http://" + HOST + ":" + managementPort;
    }

    /** Answers 200 when the service is ready. */
    public URI ready() {
        return readyAt(management());
    }

    /** The same for a recorded management address. */
    public static URI readyAt(String management) {
        return URI.create(management + "/health/ready");
    }

    /** What tells the service to listen here. */
    public Map<String, String> variables() {
        return Map.of(
                "QUARKUS_HTTP_HOST",
                HOST,
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_MANAGEMENT_HOST",
                HOST,
                "QUARKUS_MANAGEMENT_PORT",
                Integer.toString(managementPort));
    }
}
