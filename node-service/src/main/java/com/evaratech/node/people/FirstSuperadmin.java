package com.evaratech.node.people;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.config.Shown;
import com.evaratech.common.directory.Profile;
import com.evaratech.node.directory.DirectoryOutbox;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the subject named by {@code FIRST_SUPERADMIN} a superadmin when nobody is an active one: on
 * the first start, and after a restore that lost all of them. As long as there is one, people are
 * the superadmins' business, and a restart brings no disabled person back.
 */
@Singleton
class FirstSuperadmin {

    private static final Logger LOG = Logger.getLogger(FirstSuperadmin.class);

    private static final String VARIABLE = "FIRST_SUPERADMIN";

    // The audit row comes from the same statement. Two replicas that start at once meet at the
    // unique subject: the second one waits, then changes nothing.
    private static final String ENSURE =
            """
            with already as (
                select 1 from registry.profile where role = 'superadmin' and active
            ), made as (
                insert into registry.profile (subject, role, active, created_at, version)
                select ?, 'superadmin', true, now(), 1 where not exists (select 1 from already)
                on conflict (subject) do update
                    set role = 'superadmin', active = true, version = profile.version + 1,
                        distributor_id = null, community_id = null, customer_id = null
                    where not (profile.role = 'superadmin' and profile.active)
                returning subject, version
            )
            insert into registry.audit (at, actor, action, subject_type, subject_id, after)
            select now(), 'configuration', case version when 1 then 'added' else 'changed' end,
                   'profile', subject,
                   jsonb_build_object('subject', subject, 'role', 'superadmin', 'distributor_id', null,
                       'community_id', null, 'customer_id', null, 'active', true, 'version', version)
            from made
            returning cast(after ->> 'version' as bigint)
            """;

    private final DataSource database;
    private final DirectoryOutbox directory;
    private final Optional<String> subject;

    FirstSuperadmin(
            DataSource database,
            DirectoryOutbox directory,
            @ConfigProperty(name = VARIABLE) Optional<String> subject) {
        this.database = database;
        this.directory = directory;
        // A value from a file ends with a line break, and a blank one counts as not set.
        this.subject = subject.map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * Before whatever else starts with the service: a wrong value then stops it before it works.
     */
    void ensure(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent start)
            throws SQLException {
        if (subject.isPresent()) {
            ensure(subject.get());
        }
    }

    void ensure(String wanted) throws SQLException {
        if (!ProfileRules.isSubject(wanted)) {
            throw new ConfigurationException(
                    VARIABLE
                            + "="
                            + Shown.address(wanted)
                            + " must be a token subject: a UUID in lower case");
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (ensure(connection, wanted)) {
                    LOG.infof("First superadmin made subject=%s", wanted);
                }
                connection.commit();
            } finally {
                connection.rollback(); // nothing, unless it failed
                connection.setAutoCommit(true);
            }
        }
    }

    private boolean ensure(Connection connection, String wanted) throws SQLException {
        try (var statement = connection.prepareStatement(ENSURE)) {
            statement.setString(1, wanted);
            try (var made = statement.executeQuery()) {
                if (!made.next()) {
                    return false;
                }
                var profile =
                        new Profile(made.getLong(1), Role.SUPERADMIN, new Scope.Everything(), true);
                directory.tell(connection, wanted, profile);
                return true;
            }
        }
    }
}
