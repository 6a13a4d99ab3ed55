package com.evaratech.node.directory;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.DirectoryKeys;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.metric.Category;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The tables that are published, each with its hash in Redis and the form of its entries. */
enum DirectoryTable {
    PROFILE("profile", DirectoryKeys.PROFILES) {
        @Override
        DirectoryItem read(ResultSet row) throws SQLException {
            var role = Role.ofCode(row.getString("role")).orElseThrow();
            var profile =
                    new Profile(row.getLong("version"), role, scope(row), row.getBoolean("active"));
            return item(row, row.getString("subject"), profile.toJson());
        }

        private Scope scope(ResultSet row) throws SQLException {
            UUID customer = row.getObject("customer_id", UUID.class);
            UUID community = row.getObject("community_id", UUID.class);
            UUID distributor = row.getObject("distributor_id", UUID.class);
            if (customer != null) {
                return new Scope.OfCustomer(customer, community);
            }
            if (community != null) {
                return new Scope.OfCommunity(community);
            }
            return distributor != null
                    ? new Scope.OfDistributor(distributor)
                    : new Scope.Everything();
        }
    },

    COMMUNITY("community", DirectoryKeys.COMMUNITIES) {
        @Override
        DirectoryItem read(ResultSet row) throws SQLException {
            var id = row.getObject("community_id", UUID.class);
            var entry =
                    new CommunityEntry(
                            row.getLong("version"),
                            id,
                            row.getObject("distributor_id", UUID.class));
            return item(row, id.toString(), entry.toJson());
        }
    },

    NODE("node", DirectoryKeys.NODES) {
        @Override
        DirectoryItem read(ResultSet row) throws SQLException {
            var id = row.getObject("node_id", UUID.class);
            var category = Category.valueOf(row.getString("category"));
            var placement =
                    new Placement(
                            row.getObject("distributor_id", UUID.class),
                            row.getObject("community_id", UUID.class),
                            row.getObject("customer_id", UUID.class));
            var entry =
                    new NodeEntry(
                            row.getLong("version"),
                            id,
                            row.getLong("number"),
                            category.kind().name(),
                            category.name(),
                            placement);
            return item(row, id.toString(), entry.toJson());
        }
    };

    private final String table;
    private final String hash;

    DirectoryTable(String table, String hash) {
        this.table = "registry." + table;
        this.hash = hash;
    }

    /** The entry that a row stands for. */
    abstract DirectoryItem read(ResultSet row) throws SQLException;

    String hash() {
        return hash;
    }

    /** Rows whose newest version nobody has published; the partial index holds only these. */
    String selectUnpublished() {
        return "select * from %s where published_version < version order by number limit ?"
                .formatted(table);
    }

    /** All rows behind a number. */
    String selectAll() {
        return "select * from %s where number > ? order by number limit ?".formatted(table);
    }

    /** A version that came meanwhile stays unpublished: only what was sent is marked. */
    String markPublished() {
        return """
        update %s as row set published_version = sent.version
        from unnest(?, ?) as sent (number, version)
        where row.number = sent.number and row.published_version < sent.version
        """
                .formatted(table);
    }

    private static DirectoryItem item(ResultSet row, String id, String json) throws SQLException {
        return new DirectoryItem(row.getLong("number"), id, row.getLong("version"), json);
    }
}
