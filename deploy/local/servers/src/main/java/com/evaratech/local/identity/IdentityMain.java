package com.evaratech.local.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs the local issuer until the process is ended: {@code PORT PEOPLE_DIRECTORY}, with {@code
 * SUPABASE_URL} and {@code SUPABASE_JWT_SECRET} in the environment.
 */
public final class IdentityMain {

    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;

    private IdentityMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws InterruptedException {
        @Nullable String url = System.getenv("SUPABASE_URL");
        @Nullable String secret = System.getenv("SUPABASE_JWT_SECRET");
        if (arguments.size() != 2 || url == null || secret == null) {
            System.err.println(
                    "usage: PORT PEOPLE_DIRECTORY, with SUPABASE_URL and SUPABASE_JWT_SECRET set");
            return USAGE;
        }
        var issuer = new LocalIssuer(secret, url, InstantSource.system());
        var people = new LocalPeople(Path.of(arguments.get(1)));
        try (var server =
                IdentityServer.start(Integer.parseInt(arguments.getFirst()), issuer, people)) {
            System.out.println("Local issuer " + server.url());
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown, "issuer-stop"));
            ended.await();
            return 0;
        } catch (IOException e) {
            System.err.println("The local issuer cannot start: " + e.getMessage());
            return UNAVAILABLE;
        }
    }
}
