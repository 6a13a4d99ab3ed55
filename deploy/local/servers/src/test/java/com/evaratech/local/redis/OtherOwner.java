package com.evaratech.local.redis;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.process.OrderlyStop;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A second JVM that starts a server and can be killed, as a launcher can. */
final class OtherOwner {

    private final Process jvm;
    private final ProcessHandle server;

    private OtherOwner(Process jvm, ProcessHandle server) {
        this.jvm = jvm;
        this.server = server;
    }

    static OtherOwner start(LocalServerOptions options) throws IOException {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherOwner.class.getName(),
                                options.dataDirectory().toString(),
                                options.password())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8);
        String pid = output.readLine();
        if (pid == null) {
            throw new IOException("The other JVM ended without a server");
        }
        return new OtherOwner(jvm, ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
    }

    ProcessHandle server() {
        return server;
    }

    void kill() {
        var _ = OrderlyStop.kill(jvm.toHandle());
    }

    public static void main(String[] arguments) throws IOException {
        LocalRedis redis =
                LocalRedis.start(LocalServerOptions.of(Path.of(arguments[0]), arguments[1]));
        try (RedisConnection connection = redis.connect()) {
            var _ = connection.call("SET", "kept", "42");
        }
        System.out.println(redis.process().pid());
        // Until the test kills this JVM, or is itself gone.
        System.in.read();
    }
}
