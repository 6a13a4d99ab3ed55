package com.evaratech.bench.gateway;

import com.evaratech.bench.host.Pause;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OrderlyStop;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx in front of a service, as one would set it up to pass requests on and do nothing else. */
final class Nginx implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(10);

    private final int port = LoopbackPorts.free();
    private final Process process;

    private Nginx(Path program, Path directory, int upstream) throws IOException {
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(
                configuration,
                """
                daemon off;
                worker_processes auto;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    keepalive_requests 1000000;
                    upstream service { server 127.0.0.1:%2$d; keepalive 128; }
                    server {
                        listen 127.0.0.1:%3$d;
                        location / {
                            proxy_pass http://service;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                        }
                    }
                }
                """
                        .formatted(directory, upstream, port));
        this.process =
                new ProcessBuilder(program.toString(), "-c", configuration.toString())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("said").toFile())
                        .start();
    }

    /** Where it is installed, if it is. */
    static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Stream.of(path.split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it and returns when it listens.
     *
     * @throws IllegalStateException when it does not
     */
    static Nginx start(Path program, Path directory, int upstream)
            throws IOException, InterruptedException {
        var nginx = new Nginx(program, Files.createDirectories(directory), upstream);
        if (!Pause.until(START, nginx::listens)) {
            nginx.close();
            throw new IllegalStateException(
                    "nginx does not listen: " + Files.readString(directory.resolve("said")));
        }
        return nginx;
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        var _ = OrderlyStop.stop(process.toHandle(), END);
    }
}
