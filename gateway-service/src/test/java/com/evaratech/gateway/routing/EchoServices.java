package com.evaratech.gateway.routing;

import com.evaratech.local.identity.IdentityServer;
import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.identity.LocalPeople;
import com.evaratech.local.testing.EvaraServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** One {@link EchoService} for each service behind the gateway, and the local issuer. */
public final class EchoServices implements QuarkusTestResourceLifecycleManager {

    /** How {@code do=begin} begins, before it waits for ever. */
    public static final String FIRST_LINE = EchoService.FIRST_LINE;

    /** How much {@code do=export} answers with. */
    public static final long EXPORT_BYTES = EchoService.EXPORT_BYTES;

    private static final List<String> SERVICES =
            List.of("node-service", "telemetry-service", "alert-service", "thingspeak-poller");

    private static final String PEOPLE = "evara.test.people";

    private final List<AutoCloseable> running = new ArrayList<>();

    /** Where the test's own question to a service goes, past the gateway. */
    static String address(String service) {
        return ConfigProvider.getConfig()
                .getValue("evara.routing.upstreams." + service, String.class);
    }

    /** How often a service was asked to refuse, and did. */
    public static int refused(String service) {
        return Integer.parseInt(Gateway.answerOf(address(service) + "/?do=refused"));
    }

    /** Who can sign in. */
    public static LocalPeople people() {
        return new LocalPeople(Path.of(ConfigProvider.getConfig().getValue(PEOPLE, String.class)));
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
            Path people = Files.createTempDirectory("people");
            IdentityServer identity = identity(new LocalPeople(people));
            running.add(identity);
            variables.put("SUPABASE_AUTH_URL", identity.url());
            variables.put(PEOPLE, people.toString());
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException(e);
        }
        return variables;
    }

    private static IdentityServer identity(LocalPeople people) throws IOException {
        Map<String, String> fleet = EvaraServers.variables("");
        var issuer =
                new LocalIssuer(
                        String.valueOf(fleet.get("SUPABASE_JWT_SECRET")),
                        String.valueOf(fleet.get("SUPABASE_URL")),
                        InstantSource.system());
        return IdentityServer.start(0, issuer, people);
    }

    @Override
    public void stop() {
        try {
            for (AutoCloseable each : running) {
                each.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a played service did not stop", e);
        }
        running.clear();
    }
}
