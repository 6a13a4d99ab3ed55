package com.evaratech.node.people;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.outbox.OutboxAppend;
import com.evaratech.common.outbox.OutboxChange;
import com.evaratech.local.testing.EvaraServers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;

/** Puts the table of people into a known state, behind the service's back. */
final class ActiveSuperadmins {

    private ActiveSuperadmins() {}

    static void disableAllBut(String subject) {
        update(
                "update registry.profile set active = false, version = version + 1"
                        + " where role = 'superadmin' and active and subject <> ?",
                subject);
    }

    static void disable(String subject) {
        update(
                "update registry.profile set active = false, version = version + 1 where subject = ?",
                subject);
    }

    static void enable(String subject) {
        update(
                "update registry.profile set active = true, version = version + 1 where subject = ?",
                subject);
    }

    static int count() {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery(
                                "select count(*) from registry.profile"
                                        + " where role = 'superadmin' and active")) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells the directory as the service would: the others' tests ask with these people. */
    private static void update(String sql, String subject) {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var statement =
                        connection.prepareStatement(sql + " returning subject, version, active")) {
            connection.setAutoCommit(false);
            statement.setString(1, subject);
            var changes = new ArrayList<OutboxChange>();
            try (var changed = statement.executeQuery()) {
                while (changed.next()) {
                    changes.add(change(changed));
                }
            }
            if (!changes.isEmpty()) {
                new OutboxAppend("registry").append(connection, changes);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutboxChange change(ResultSet row) throws SQLException {
        var profile =
                new Profile(
                        row.getLong("version"),
                        Role.SUPERADMIN,
                        new Scope.Everything(),
                        row.getBoolean("active"));
        return new OutboxChange("profile", row.getString("subject"), profile.toJson());
    }
}
