package com.evaratech.local.launcher.it;

import com.evaratech.local.postgres.AdminAccess;
import com.evaratech.local.postgres.DatabaseRoles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Somebody at a fleet with a runbook open: a shell, the database, Redis. */
final class RunbookShell implements AutoCloseable {

    private static final Map<String, String> VARIABLES =
            Map.of(
                    "gateway-service", "DOOR",
                    "node-service", "NODE",
                    "telemetry-service", "TELEMETRY",
                    "alert-service", "ALERT",
                    "thingspeak-poller", "POLLER");
    private static final String FINE = "";
    private static final int ANSWER_MILLIS = 30_000;

    private final LocalFleet fleet;
    private final Map<String, String> environment = new HashMap<>();
    private final Connection database;

    private RunbookShell(LocalFleet fleet, Connection database) {
        this.fleet = fleet;
        this.database = database;
    }

    /** As the runbooks' first page says. */
    static RunbookShell at(LocalFleet fleet)
            throws IOException, InterruptedException, SQLException {
        URI postgres = server(fleet, "postgres");
        var admin =
                new AdminAccess(
                        postgres.getHost(),
                        postgres.getPort(),
                        "postgres",
                        secret(fleet, "postgres"));
        var shell = new RunbookShell(fleet, admin.connect(DatabaseRoles.DATABASE));
        shell.environment.put("GATEWAY", fleet.gateway());
        shell.environment.put("TOKEN", fleet.token("superadmin"));
        for (var service : VARIABLES.entrySet()) {
            shell.environment.put(
                    service.getValue(), fleet.part(service.getKey()).path("management").asText());
        }
        return shell;
    }

    /** Runs a block; empty when all of it went well, what was said otherwise. */
    String trouble(RunbookBlock block) throws IOException, InterruptedException {
        return switch (block.language()) {
            case "sh" -> inShell(block.text());
            case "sql" -> inDatabase(block.text());
            default -> inRedis(block.text());
        };
    }

    private String inShell(String text) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", text)
                        .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Ran block = Ran.toEnd(builder);
        return block.status() == 0
                ? FINE
                : "status %d: %s".formatted(block.status(), block.output());
    }

    private String inDatabase(String text) {
        try (var statement = database.createStatement()) {
            boolean _ = statement.execute(text);
            return FINE;
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Each line is a command, typed as redis-cli takes it; an answer may be of any form. */
    private String inRedis(String text) throws IOException {
        for (String command : text.lines().toList()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), redisPort())) {
                socket.setSoTimeout(ANSWER_MILLIS);
                send(socket, "AUTH " + secret(fleet, "redis"));
                var replies = socket.getInputStream();
                byte[] welcome = replies.readNBytes("+OK\r\n".length());
                send(socket, command);
                int kind = replies.read();
                if (welcome[0] != '+' || kind == '-') {
                    byte[] said = replies.readNBytes(replies.available());
                    return command + ": " + new String(said, StandardCharsets.UTF_8);
                }
            }
        }
        return FINE;
    }

    private static void send(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private int redisPort() throws IOException {
        return server(fleet, "redis").getPort();
    }

    private static URI server(LocalFleet fleet, String name) throws IOException {
        return URI.create(fleet.part(name).path("url").asText());
    }

    private static String secret(LocalFleet fleet, String name) throws IOException {
        return Files.readString(fleet.home().resolve("secrets").resolve(name)).strip();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
