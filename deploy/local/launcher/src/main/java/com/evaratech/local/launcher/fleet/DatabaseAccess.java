package com.evaratech.local.launcher.fleet;

import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.SchemaPasswords;
import java.util.Map;

/** How the services reach their database, in the variables each of them is given. */
public sealed interface DatabaseAccess {

    /** The variables for the service that owns {@code schema}. */
    Map<String, String> variables(String schema);

    /**
     * Each service by its own two roles.
     *
     * @param url without user and password
     * @param passwords of the roles, by schema
     */
    record ByOwnRoles(String url, Map<String, SchemaPasswords> passwords)
            implements DatabaseAccess {

        public ByOwnRoles {
            passwords = Map.copyOf(passwords);
        }

        @Override
        public Map<String, String> variables(String schema) {
            SchemaPasswords own = passwords.get(schema);
            if (own == null) {
                throw new IllegalArgumentException(
                        "No roles were prepared for the schema " + schema);
            }
            return Map.of(
                    "DATABASE_URL", url,
                    "DB_USER", DatabaseRoles.runtimeOf(schema),
                    "DB_PASSWORD", own.runtime(),
                    "DB_OWNER_USER", DatabaseRoles.ownerOf(schema),
                    "DB_OWNER_PASSWORD", own.owner());
        }
    }

    /**
     * All services by the role of the operator's URL, where that role may not create others.
     *
     * @param url as the operator gave it, with user and password
     */
    record BySharedRole(String url) implements DatabaseAccess {

        @Override
        public Map<String, String> variables(String schema) {
            return Map.of("DATABASE_URL", url);
        }

        @Override
        public String toString() {
            return "BySharedRole[hidden]";
        }
    }
}
