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
     * What the audit is told, while it is written out.
     *
     * @param rows of which it tells
     */
    record Draft(List<Planned> rows, Beside<ManyChanges.Written> audit) {}

    /** Begins to write out what the audit is told, for which the database need not be done. */
    Draft begin(List<Planned> rows) {
        var changes = rows.stream().map(ImportTelling::change).toList();
        return new Draft(List.copyOf(rows), Beside.begin(() -> audit.write(changes)));
    }

    /**
     * The last statements of the transaction.
     *
     * @param draft of these rows, or of more when some were refused since
     * @param numbers of the nodes, by id
     */
    void tell(
            Connection connection,
            Caller author,
            Draft draft,
            List<Planned> rows,
            Map<UUID, Long> numbers)
            throws SQLException {
        var whole = draft.rows().size() == rows.size() ? draft : begin(rows);
        var told = Beside.begin(() -> directory.changes(entries(rows, numbers)));
        audit.append(connection, author, whole.audit().get());
        directory.tell(connection, told.get());
    }

    private static Change change(Planned row) {
        var node = row.node();
        return Change.added("node", node.id(), node, AuditedTenant.of(row.placement()));
    }

    private static List<NodeEntry> entries(List<Planned> rows, Map<UUID, Long> numbers) {
        var entries = new ArrayList<NodeEntry>(rows.size());
        for (Planned row : rows) {
            var node = row.node();
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
        return entries;
    }
}
