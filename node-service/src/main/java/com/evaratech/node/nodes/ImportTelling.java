package com.evaratech.node.nodes;

import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.audit.ManyChanges;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.nodes.ImportPlan.Planned;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Tells of imported nodes, in the transaction of their import: to the audit and to the others. */
@Singleton
class ImportTelling {

    private final ManyChanges audit;
    private final DirectoryOutbox directory;

    ImportTelling(ManyChanges audit, DirectoryOutbox directory) {
        this.audit = audit;
        this.directory = directory;
    }

    /**
     * The last statements of the transaction.
     *
     * @param numbers of the nodes, by id
     */
    void tell(Connection connection, Caller author, List<Planned> rows, Map<UUID, Long> numbers)
            throws SQLException {
        var changes = new ArrayList<Change>(rows.size());
        var entries = new ArrayList<NodeEntry>(rows.size());
        for (Planned row : rows) {
            var node = row.node();
            changes.add(Change.added("node", node.id(), node, AuditedTenant.of(row.placement())));
            entries.add(
                    new NodeEntry(
                            node.version(),
                            node.id(),
                            Objects.requireNonNull(numbers.get(node.id())),
                            node.kind().name(),
                            node.category().name(),
                            row.placement(),
                            node.tags(),
                            ZoneId.of(node.timeZone()),
                            node.createdAt()));
        }
        audit.append(connection, author, changes);
        directory.tellNodes(connection, entries);
    }
}
