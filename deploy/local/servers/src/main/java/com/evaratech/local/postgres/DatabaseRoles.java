package com.evaratech.local.postgres;

import com.evaratech.local.LocalServerException.MayNotProvision;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/**
 * The services' database roles: for each schema an owner, who alone creates in it, and a runtime
 * role, which may look into the schema and gets everything else from the owner's migrations.
 * Neither is a member of the other.
 *
 * <p>Preparing twice changes nothing; a password that is not the one given becomes it.
 */
public final class DatabaseRoles {

    /** The database of a local fleet. */
    public static final String DATABASE = "evara";

    /** The schemas of the services that have one. */
    public static final List<String> SCHEMAS =
            List.of("registry", "telemetry", "alerting", "polling");

    /** Any number, the same in all who prepare; roles belong to the whole server. */
    private static final long PREPARE_LOCK = 0x6576_6172_6101L;

    private static final String LOGIN_LIMIT_SECONDS = "30";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String DUPLICATE_DATABASE = "42P04";
    private static final String UNIQUE_VIOLATION = "23505";

    private final Map<String, SchemaPasswords> passwords;

    /** Roles with these passwords, by schema. */
    public DatabaseRoles(Map<String, SchemaPasswords> passwords) {
        this.passwords = new TreeMap<>(passwords);
    }

    /** The role that owns a schema. */
    public static String ownerOf(String schema) {
        return runtimeOf(schema) + "_owner";
    }

    /** The role a schema's service works with. */
    public static String runtimeOf(String schema) {
        return "evara_" + schema;
    }

    /**
     * Creates a database unless it exists.
     *
     * @param admin any database of the server, outside a transaction
     * @throws MayNotProvision when the connection's role may not create databases
     */
    public static void createDatabase(Connection admin, String database) throws SQLException {
        if (exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
            return;
        }
        try {
            execute(admin, "CREATE DATABASE %I", database);
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw new MayNotProvision(currentUser(admin), "create the database " + database, e);
            }
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())
                    && !UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            // Somebody else created it in the meantime.
        }
    }

    /**
     * Creates what is missing of roles, schemas and grants, and sets the passwords that do not
     * work, in one transaction.
     *
     * @param admin the services' database; in auto-commit mode, which is restored
     * @throws MayNotProvision when the connection's role may not
     */
    public void provision(Connection admin) throws SQLException {
        admin.setAutoCommit(false);
        try {
            requireCreateRole(admin);
            execute(admin, "SELECT pg_advisory_xact_lock(%s)", Long.toString(PREPARE_LOCK));
            execute(admin, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            for (Map.Entry<String, SchemaPasswords> entry : passwords.entrySet()) {
                provision(admin, entry.getKey(), entry.getValue());
            }
            admin.commit();
        } catch (SQLException e) {
            admin.rollback();
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw new MayNotProvision(
                        currentUser(admin),
                        "prepare roles and schemas (" + e.getMessage() + ")",
                        e);
            }
            throw e;
        } finally {
            admin.rollback();
            admin.setAutoCommit(true);
        }
    }

    private static void provision(Connection admin, String schema, SchemaPasswords passwords)
            throws SQLException {
        String owner = ownerOf(schema);
        String runtime = runtimeOf(schema);
        login(admin, owner, passwords.owner());
        login(admin, runtime, passwords.runtime());
        letAdminAct(admin, owner);
        execute(admin, "CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I", schema, owner);
        String database = admin.getCatalog();
        execute(admin, "GRANT CONNECT ON DATABASE %I TO %I, %I", database, owner, runtime);
        execute(admin, "SET LOCAL ROLE %I", owner);
        execute(admin, "REVOKE ALL ON SCHEMA %I FROM PUBLIC", schema);
        execute(admin, "REVOKE ALL ON SCHEMA %I FROM %I", schema, runtime);
        execute(admin, "GRANT USAGE ON SCHEMA %I TO %I", schema, runtime);
        execute(admin, "RESET ROLE");
    }

    private static void login(Connection admin, String role, String password) throws SQLException {
        if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
            execute(admin, "CREATE ROLE %I LOGIN NOINHERIT", role);
        } else if (letsIn(admin, role, password)) {
            // Set anew it would get another salt: a change that everybody who audits roles sees.
            return;
        }
        // Sends the SCRAM verifier: the password itself never reaches a server log.
        admin.unwrap(PGConnection.class)
                .alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    /** Whether the role signs in with this password where the administrator is. */
    private static boolean letsIn(Connection admin, String role, String password)
            throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", password);
        login.setProperty("loginTimeout", LOGIN_LIMIT_SECONDS);
        try (Connection _ = DriverManager.getConnection(admin.getMetaData().getURL(), login)) {
            return true;
        } catch (SQLException e) {
            if (AdminAccess.isWrongPassword(e)) {
                return false;
            }
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                // The right to connect is looked at after the password, and is given below.
                return true;
            }
            throw e;
        }
    }

    /**
     * An administrator who is no superuser may act as the owner, but has none of its rights
     * otherwise.
     */
    private static void letAdminAct(Connection admin, String owner) throws SQLException {
        if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper")) {
            execute(admin, "GRANT %I TO CURRENT_USER WITH INHERIT FALSE, SET TRUE", owner);
        }
    }

    private static void requireCreateRole(Connection admin) throws SQLException {
        if (!exists(
                admin,
                "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole)")) {
            throw new MayNotProvision(currentUser(admin), "create roles (CREATEROLE)", null);
        }
    }

    private static String currentUser(Connection admin) throws SQLException {
        return admin.getMetaData().getUserName();
    }

    private static boolean exists(Connection admin, String query, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Executes a statement whose names the server itself quotes: statements of this kind take no
     * parameters.
     */
    private static void execute(Connection admin, String form, String... names)
            throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(names.length == 0 ? form : quoted(admin, form, names));
        }
    }

    private static String quoted(Connection admin, String form, String... names)
            throws SQLException {
        try (PreparedStatement format =
                admin.prepareStatement("SELECT format(?, VARIADIC ?::text[])")) {
            format.setString(1, form);
            format.setArray(2, admin.createArrayOf("text", names));
            try (ResultSet rows = format.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("SELECT without a row");
                }
                return rows.getString(1);
            }
        }
    }
}
