package com.evaratech.local.launcher.fleet;

import com.evaratech.common.config.DatabaseUrl;
import com.evaratech.local.LocalServerException.MayNotProvision;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.SchemaPasswords;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own PostgreSQL, named by {@code DATABASE_URL}: asked once before anything starts.
 */
final class ForeignDatabase {

    private static final String WAY_OUT = "or unset DATABASE_URL to use the embedded PostgreSQL.";
    private static final String CONNECT_LIMIT_SECONDS = "5";

    private final String url;
    private final DatabaseUrl parsed;

    /**
     * The database behind the URL.
     *
     * @throws Trouble when the URL cannot be understood
     */
    ForeignDatabase(String url) {
        this.url = url;
        try {
            this.parsed = DatabaseUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new Trouble("DATABASE_URL " + e.getMessage() + "; correct it, " + WAY_OUT, e);
        }
    }

    /**
     * Prepares the services' roles there, where the URL's role may; else all services share that
     * role.
     *
     * @throws Trouble when the server cannot be reached or refuses the role
     */
    DatabaseAccess prepare(Map<String, SchemaPasswords> passwords, Progress progress) {
        try (Connection admin = connect()) {
            new DatabaseRoles(passwords).provision(admin);
            return new DatabaseAccess.ByOwnRoles(withoutLogin(url), passwords);
        } catch (MayNotProvision e) {
            progress.say(
                    "  note: all services use the role of DATABASE_URL, since it may not prepare roles of their own.");
            return new DatabaseAccess.BySharedRole(url);
        } catch (SQLException e) {
            throw new Trouble(
                    "DATABASE_URL names %s, which does not let us in (%s); start it or correct the URL, %s"
                            .formatted(parsed, e.getMessage(), WAY_OUT),
                    e);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        setUnlessNull(properties, "user", parsed.user());
        setUnlessNull(properties, "password", parsed.password());
        properties.setProperty("connectTimeout", CONNECT_LIMIT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_LIMIT_SECONDS);
        return DriverManager.getConnection(parsed.jdbcUrl(), properties);
    }

    private static void setUnlessNull(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    static String withoutLogin(String url) {
        return url.replaceFirst("//[^/?]*@", "//");
    }
}
