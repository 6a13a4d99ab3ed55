package com.evaratech.node.people;

import com.evaratech.local.testing.EvaraServers;
import java.sql.SQLException;

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

    private static void update(String sql, String subject) {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, subject);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
