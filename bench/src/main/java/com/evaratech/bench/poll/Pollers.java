package com.evaratech.bench.poll;

import com.evaratech.bench.fleet.PackagedService;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.thingspeak.StandIn;
import com.evaratech.local.thingspeak.StandInOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replicas of thingspeak-poller with the servers and the stand-in that they need. */
final class Pollers implements AutoCloseable {

    private static final String MODULE = "thingspeak-poller";
    private static final String SCHEMA = "polling";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int ROWS_PER_CHANNEL = 500;
    private static final String DEADLOCK = "40P01";

    // As in its pod, on one core: with more the compiler and the collector are others. The heap and
    // the collector are every bench's.
    private static final String FLAGS =
            "-XX:ActiveProcessorCount=1 -XX:MaxDirectMemorySize=64m -XX:ReservedCodeCacheSize=64m"
                    + " -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40";

    private final BenchServers servers;
    private final StandIn standIn;
    private final Map<String, String> variables;
    private final List<PackagedService> replicas = new ArrayList<>();
    private int started;

    private Pollers(BenchServers servers, StandIn standIn, Map<String, String> variables) {
        this.servers = servers;
        this.standIn = standIn;
        this.variables = variables;
    }

    /**
     * Starts them.
     *
     * @param channels that they will poll
     * @param settings of theirs besides the usual ones
     */
    static Pollers start(int replicas, Channels channels, Map<String, String> settings)
            throws IOException, SQLException, InterruptedException {
        BenchServers servers = BenchServers.start();
        StandIn standIn =
                StandIn.start(StandInOptions.empty().withRowsPerChannel(ROWS_PER_CHANNEL));
        channels.create(standIn);
        var passwords = new SchemaPasswords(Secrets.generate(), Secrets.generate());
        PackagedService.createDatabase(servers, SCHEMA, passwords);
        var variables = new HashMap<>(PackagedService.servers(servers, SCHEMA, passwords));
        variables.put("SUPABASE_URL", "http://identity.evara.localhost");
        variables.put("SUPABASE_JWT_SECRET", Secrets.generate());
        variables.put("THINGSPEAK_URL", standIn.uri().toString());
        variables.put("THINGSPEAK_RATE_LIMIT", "6000");
        variables.put("JDK_JAVA_OPTIONS", FLAGS);
        variables.putAll(settings);
        channels.publish(servers);
        var pollers = new Pollers(servers, standIn, variables);
        try {
            for (int replica = 0; replica < replicas; replica++) {
                pollers.startOne();
            }
            pollers.await(
                    "the channels are known", "select count(*) from channel", channels.count());
            return pollers;
        } catch (IOException | RuntimeException | SQLException | InterruptedException e) {
            pollers.close();
            throw e;
        }
    }

    /** Starts one more and returns when it is ready. */
    void startOne() throws IOException, InterruptedException {
        started++;
        replicas.add(PackagedService.start(servers, MODULE, MODULE + "-" + started, variables));
    }

    /** Kills one of them. */
    void kill(int which) throws InterruptedException {
        replicas.remove(which).kill();
    }

    int running() {
        return replicas.size();
    }

    BenchServers servers() {
        return servers;
    }

    StandIn standIn() {
        return standIn;
    }

    /** The process of the first. */
    ProcessHandle process() {
        return replicas.getFirst().process();
    }

    /** What a statement about their tables answers. */
    long ask(String question) throws SQLException {
        try (var admin = servers.connect(DatabaseRoles.DATABASE);
                var statement = admin.createStatement()) {
            boolean _ = statement.execute("set search_path = " + SCHEMA);
            try (var rows = statement.executeQuery(question)) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** Changes their tables; gives way to what a replica does with the same rows. */
    void change(String change) throws SQLException {
        boolean isDone = false;
        while (!isDone) {
            try {
                attempt(change);
                isDone = true;
            } catch (SQLException e) {
                if (!DEADLOCK.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    private void attempt(String change) throws SQLException {
        try (var admin = servers.connect(DatabaseRoles.DATABASE);
                var statement = admin.createStatement()) {
            boolean _ = statement.execute("set search_path = " + SCHEMA);
            int _ = statement.executeUpdate(change);
        }
    }

    /**
     * Waits until a statement answers a number.
     *
     * @throws IllegalStateException when it never did
     */
    void await(String what, String question, long expected)
            throws SQLException, InterruptedException {
        long[] last = {-1};
        boolean isSo =
                Pause.until(
                        LONGEST,
                        () -> {
                            last[0] = asked(question);
                            return last[0] == expected;
                        });
        if (!isSo) {
            throw new IllegalStateException(
                    "%s: waited for %d, was %d".formatted(what, expected, last[0]));
        }
    }

    private long asked(String question) {
        try {
            return ask(question);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        replicas.forEach(PackagedService::close);
        standIn.close();
        servers.close();
    }
}
