package com.evaratech.node.nodes;

import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.audit.ManyChanges;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.groups.ManyGroups;
import com.evaratech.node.groups.ManyGroups.Membership;
import com.evaratech.node.nodes.ImportPlan.Planned;
import com.evaratech.node.tenancy.ManyPlaces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final ManyChanges audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    NodeImport(
            DataSource database,
            ManyPlaces places,
            ManyGroups groups,
            NodeRows rows,
            ManyChanges audit,
            DirectoryOutbox directory,
            InstantSource clock) {
        this.database = database;
        this.places = places;
        this.groups = groups;
        this.rows = rows;
        this.audit = audit;
        this.directory = directory;
        this.clock = clock;
    }

    /** Judges the rows and registers what may be. */
    ImportReport run(Caller author, List<WishRow> wishes, ImportOptions options)
            throws SQLException {
        var plan = new ImportPlan(wishes, clock.instant());
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var found =
                        places.find(
                                connection, author.scope(), plan.communities(), plan.customers());
                var named = groups.find(connection, plan.communities(), plan.groups());
                plan.judge(
                        found,
                        rows.findTaken(connection, plan.nodes()),
                        named,
                        rows.countOf(connection, plan.customers()));
                var created = register(connection, author, plan, named, options);
                if (created.isEmpty()) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
                return report(wishes.size(), plan, created, options);
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private List<Planned> register(
            Connection connection,
            Caller author,
            ImportPlan plan,
            ManyGroups.Found named,
            ImportOptions options)
            throws SQLException {
        if (options.isDryRun() || mayNot(plan, options)) {
            return List.of();
        }
        Map<UUID, Long> numbers = rows.insert(connection, plan.planned());
        plan.planned().stream()
                .filter(row -> !numbers.containsKey(row.node().id()))
                .forEach(plan::refuseTaken);
        if (mayNot(plan, options)) {
            return List.of();
        }
        tell(connection, author, plan.planned(), named, numbers);
        return plan.planned();
    }

    private void tell(
            Connection connection,
            Caller author,
            List<Planned> planned,
            ManyGroups.Found named,
            Map<UUID, Long> numbers)
            throws SQLException {
        var changes = new ArrayList<Change>();
        var entries = new ArrayList<NodeEntry>();
        var memberships = new ArrayList<Membership>();
        for (Planned row : planned) {
            var node = row.node();
            long number = Objects.requireNonNull(numbers.get(node.id()));
            for (String group : node.groups()) {
                named.numberOf(node.communityId(), group)
                        .ifPresent(each -> memberships.add(new Membership(each, number)));
            }
            changes.add(Change.added("node", node.id(), node, AuditedTenant.of(row.placement())));
            entries.add(
                    new NodeEntry(
                            node.version(),
                            node.id(),
                            number,
                            node.kind().name(),
                            node.category().name(),
                            row.placement(),
                            node.tags(),
                            ZoneId.of(node.timeZone()),
                            node.createdAt()));
        }
        groups.join(connection, memberships);
        audit.append(connection, author, changes);
        directory.tellNodes(connection, entries);
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
