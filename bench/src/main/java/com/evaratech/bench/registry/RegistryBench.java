package com.evaratech.bench.registry;

import com.evaratech.bench.fleet.NodeService;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.profile.Profiling;
import com.evaratech.bench.registry.RegistryParts.Part;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.report.Times;
import com.evaratech.local.postgres.DatabaseRoles;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a packaged registry of 100,000 nodes for lists in every form and by every role, and imports
 * as many nodes as one request may have.
 */
final class RegistryBench {

    private static final double LIST_GOAL_MILLIS = 20;

    private final Report report;
    private final Length length;
    private Profiling profiling;

    /**
     * How often each thing is done.
     *
     * @param warmUps of each list by each role
     * @param lists likewise, measured
     * @param counts by each role
     * @param imports measured, of each kind, and under which people are shut out
     * @param people who are shut out, and as many keys of both kinds
     */
    private record Length(int warmUps, int lists, int counts, int imports, int people) {

        static final Length SHORT = new Length(4, 15, 100, 3, 50);
        static final Length LONG = new Length(15, 60, 400, 10, 200);
    }

    private record Question(Role role, ListForm form, String path) {}

    RegistryBench(Report report, boolean isShort) {
        this.report = report;
        this.length = isShort ? Length.SHORT : Length.LONG;
        this.profiling = Profiling.of(false, report, Map.of());
    }

    /**
     * Measures, adding to the report.
     *
     * @param parts of those that ask this registry
     * @param isProfiled whether the service is recorded, and what is hot in it told
     */
    void run(Set<Part> parts, boolean isProfiled)
            throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start();
                var service = NodeService.start(servers);
                var registry = new Registry(service)) {
            profiling = Profiling.of(isProfiled, report, service.process());
            report.say("making 100,000 nodes");
            try (var admin = servers.connect(DatabaseRoles.DATABASE)) {
                Tree.make(admin);
                registry.admit();
                for (Part part : parts) {
                    measure(part, servers, registry, admin);
                }
                if (parts.contains(Part.REVOCATIONS)) {
                    // Last: what it imports stays.
                    report.say("the same people and keys while nodes are imported");
                    new Revocations(registry, servers).measureBusy(report, length.imports());
                }
            }
        }
    }

    private void measure(Part part, BenchServers servers, Registry registry, Connection admin)
            throws IOException, SQLException, InterruptedException {
        switch (part) {
            case LISTS -> {
                List<Question> questions = questions(admin);
                report.say("%d lists, one after the other".formatted(questions.size()));
                list(registry, questions);
            }
            case COUNTS -> {
                report.say("counts of nodes");
                new Counts(report, registry, admin).measure(length.counts());
            }
            case REVOCATIONS -> {
                report.say("%d people and keys are shut out".formatted(length.people()));
                new Revocations(registry, servers).measure(report, length.people());
            }
            case IMPORTS -> {
                report.say("imports of %,d nodes".formatted(NodeFile.ROWS));
                new Imports(report, registry, servers, admin, length.imports()).run(profiling);
            }
            case SILENCE ->
                    throw new IllegalArgumentException("silence has servers of its own: " + part);
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
}
