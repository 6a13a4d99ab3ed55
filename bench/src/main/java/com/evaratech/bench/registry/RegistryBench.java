package com.evaratech.bench.registry;

import com.evaratech.bench.fleet.NodeService;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.profile.Profiling;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.report.Times;
import com.evaratech.local.postgres.DatabaseRoles;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a packaged registry of 100,000 nodes for lists in every form and by every role, and imports
 * as many nodes as one request may have.
 */
public final class RegistryBench {

    private static final double LIST_GOAL_MILLIS = 20;
    private static final double IMPORT_GOAL_SECONDS = 2;
    private static final String CSV = "text/csv";
    private static final String JSON = "application/json";

    private final Report report;
    private final Length length;
    private Profiling profiling;

    /**
     * How often each thing is done.
     *
     * @param warmUps of each list by each role
     * @param lists likewise, measured
     * @param imports measured, of each kind
     */
    private record Length(int warmUps, int lists, int imports) {

        static final Length SHORT = new Length(4, 15, 3);
        static final Length LONG = new Length(15, 60, 10);
    }

    private record Question(Role role, ListForm form, String path) {}

    public RegistryBench(Report report, boolean isShort) {
        this.report = report;
        this.length = isShort ? Length.SHORT : Length.LONG;
        this.profiling = Profiling.of(false, report, Map.of());
    }

    /**
     * Measures, adding to the report.
     *
     * @param isProfiled whether the service is recorded, and what is hot in it told
     */
    public void run(boolean isProfiled) throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start();
                var service = NodeService.start(servers);
                var registry = new Registry(service)) {
            profiling = Profiling.of(isProfiled, report, service.process());
            report.say("making 100,000 nodes");
            List<Question> questions;
            try (var admin = servers.connect(DatabaseRoles.DATABASE)) {
                Tree.make(admin);
                questions = questions(admin);
            }
            registry.admit();
            report.say("%d lists, one after the other".formatted(questions.size()));
            list(registry, questions);
            report.say("imports of %,d nodes".formatted(NodeFile.ROWS));
            importNodes(registry);
        }
    }

    private static List<Question> questions(Connection admin) throws SQLException {
        var questions = new ArrayList<Question>();
        for (ListForm form : ListForm.all()) {
            for (Role role : Role.values()) {
                var path = form.path(Places.of(admin, role, form));
                questions.add(new Question(role, form, path));
            }
        }
        return questions;
    }

    /** All forms in turn, so that what else the machine does meanwhile hits all of them alike. */
    private void list(Registry registry, List<Question> questions)
            throws IOException, InterruptedException {
        for (int turn = 0; turn < length.warmUps(); turn++) {
            for (Question question : questions) {
                var _ = registry.get(question.role(), question.path());
            }
        }
        profiling.begin();
        var byForm = new Times();
        var byRole = new Times();
        var all = new Times();
        for (int turn = 0; turn < length.lists(); turn++) {
            for (Question question : questions) {
                long begun = System.nanoTime();
                var _ = registry.get(question.role(), question.path());
                long nanos = System.nanoTime() - begun;
                byForm.record(question.form().name(), nanos);
                byRole.record(question.role().code(), nanos);
                all.record("all", nanos);
            }
        }
        profiling.end("lists");
        byForm.tell(report, "registry.list", LIST_GOAL_MILLIS);
        byRole.tell(report, "registry.list.role", LIST_GOAL_MILLIS);
        all.tell(report, "registry.list", LIST_GOAL_MILLIS);
    }

    private void importNodes(Registry registry) throws IOException, InterruptedException {
        report.add(
                Mark.told(
                        "registry.import.cold",
                        importOnce(registry, CSV, NodeFile.csv("cold"), false),
                        "s"));
        // The compiler is behind until the same was done a few times.
        importAll(registry, "warm", null);
        profiling.begin();
        var times = new Times();
        importAll(registry, "measured", times);
        profiling.end("imports");
        times.tell(report, "registry.import", IMPORT_GOAL_SECONDS * 1e3);
    }

    private void importAll(Registry registry, String series, @Nullable Times times)
            throws IOException, InterruptedException {
        for (int turn = 0; turn < length.imports(); turn++) {
            var name = series + "-" + turn;
            importOnce(registry, times, "csv.dry-run", CSV, NodeFile.csv(name), true);
            importOnce(registry, times, "csv", CSV, NodeFile.csv(name), false);
            importOnce(registry, times, "json", JSON, NodeFile.json(name + "-json"), false);
        }
    }

    private static void importOnce(
            Registry registry,
            @Nullable Times times,
            String name,
            String type,
            byte[] file,
            boolean isDryRun)
            throws IOException, InterruptedException {
        double seconds = importOnce(registry, type, file, isDryRun);
        if (times != null) {
            times.record(name, (long) (seconds * 1e9));
        }
    }

    private static double importOnce(Registry registry, String type, byte[] file, boolean isDryRun)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var report = registry.importNodes(type, file, isDryRun);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (report.path("right").asInt() != NodeFile.ROWS) {
            throw new IllegalStateException("not all nodes were right: " + report.path("errors"));
        }
        return seconds;
    }
}
