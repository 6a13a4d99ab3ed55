package com.evaratech.node.nodes;

import com.evaratech.common.access.Caller;
import com.evaratech.node.groups.ManyGroups;
import com.evaratech.node.groups.ManyGroups.Membership;
import com.evaratech.node.nodes.ImportPlan.Planned;
import com.evaratech.node.tenancy.ManyPlaces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Registers many nodes in one transaction and a handful of statements, however many they are. For
 * virtual threads.
 */
@Singleton
class NodeImport {

    private final DataSource database;
    private final ManyPlaces places;
    private final ManyGroups groups;
    private final NodeRows rows;
    private final ImportTelling telling;
    private final KeptReports reports;
    private final InstantSource clock;

    NodeImport(
            DataSource database,
            ManyPlaces places,
            ManyGroups groups,
            NodeRows rows,
            ImportTelling telling,
            KeptReports reports,
            InstantSource clock) {
        this.database = database;
        this.places = places;
        this.groups = groups;
        this.rows = rows;
        this.telling = telling;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * Judges the rows and registers what may be.
     *
     * @param once under what key this is done once; what registers nothing may be sent again
     */
    ImportReport run(
            Caller author, List<WishRow> wishes, ImportOptions options, Optional<ImportOnce> once)
            throws SQLException {
        var plan = new ImportPlan(wishes, clock.instant());
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                giveRoom(connection);
                var before = reports.find(connection, author, once);
                if (before.isPresent()) {
                    connection.rollback();
                    return before.get();
                }
                var inserted = judgeAndInsert(connection, author, plan, options);
                var created = inserted.isPresent() ? plan.planned() : List.<Planned>of();
                var report = report(wishes.size(), plan, created, options);
                if (inserted.isPresent()) {
                    reports.keep(connection, author, once, report);
                    telling.tell(
                            connection,
                            author,
                            inserted.get().audit(),
                            created,
                            inserted.get().numbers());
                    connection.commit();
                } else {
                    connection.rollback();
                }
                return report;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /**
     * What was inserted.
     *
     * @param numbers of the nodes, by id
     * @param audit what of them is told there, while it is written out
     */
    private record Inserted(Map<UUID, Long> numbers, ImportTelling.Draft audit) {}

    /** Empty when nothing may be registered. */
    private Optional<Inserted> judgeAndInsert(
            Connection connection, Caller author, ImportPlan plan, ImportOptions options)
            throws SQLException {
        var found = places.find(connection, author.scope(), plan.communities(), plan.customers());
        var named = groups.find(connection, plan.communities(), plan.groups());
        plan.judge(
                found,
                rows.findTaken(connection, plan.nodes()),
                named,
                rows.countOf(connection, plan.customers()));
        if (options.isDryRun() || mayNot(plan, options)) {
            return Optional.empty();
        }
        var audit = telling.begin(plan.planned());
        Map<UUID, Long> numbers = rows.insert(connection, plan.planned());
        plan.planned().stream()
                .filter(row -> !numbers.containsKey(row.node().id()))
                .forEach(plan::refuseTaken);
        if (mayNot(plan, options)) {
            return Optional.empty();
        }
        groups.join(connection, memberships(plan.planned(), named, numbers));
        return Optional.of(new Inserted(numbers, audit));
    }

    /** Thousands of rows in one statement are otherwise put aside on the disk. */
    private static void giveRoom(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute("set local work_mem = '64MB'");
        }
    }

    private static List<Membership> memberships(
            List<Planned> planned, ManyGroups.Found named, Map<UUID, Long> numbers) {
        var memberships = new ArrayList<Membership>();
        for (Planned row : planned) {
            var node = row.node();
            for (String group : node.groups()) {
                long number = Objects.requireNonNull(numbers.get(node.id()));
                named.numberOf(node.communityId(), group)
                        .ifPresent(each -> memberships.add(new Membership(each, number)));
            }
        }
        return memberships;
    }

    private static boolean mayNot(ImportPlan plan, ImportOptions options) {
        return plan.planned().isEmpty() || !(options.isPartial() || plan.errors().isEmpty());
    }

    private static ImportReport report(
            int total, ImportPlan plan, List<Planned> created, ImportOptions options) {
        return new ImportReport(
                options.isDryRun(),
                total,
                plan.planned().size(),
                plan.errors().size(),
                created.stream()
                        .map(row ->
                                new ImportReport.CreatedRow(
                                        row.line(), row.node().key(), row.node().id()))
                        .toList(),
                plan.errors());
    }
}
