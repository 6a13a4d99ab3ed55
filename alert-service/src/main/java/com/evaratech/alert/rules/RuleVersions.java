package com.evaratech.alert.rules;

import com.evaratech.common.access.Scope;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What rules said in each of their versions. The record of changes has it, which nobody alters: so
 * the version that an alert names is there also when the rule is gone. Blocks.
 */
@Singleton
class RuleVersions {

    // By audit_by_subject.
    private static final String FIND =
            """
            select cast(audit.after as text) from alerting.audit
            where subject_type = 'rule' and subject_id = ?
                and cast(audit.after ->> 'version' as bigint) = ? and\s
            """;

    // As of the rules themselves: all of the community, but of those of one node only its own.
    private static final String OF_CUSTOMER =
            """
            community_id = ?
                and (audit.after -> 'binding' ->> 'kind' <> 'node' or customer_id = ?)
            """;

    private final DataSource database;

    RuleVersions(DataSource database) {
        this.database = database;
    }

    /** A version as it was shown then, in JSON, if it is in the scope. */
    Optional<String> find(Scope scope, UUID ruleId, long version) throws SQLException {
        String visible =
                switch (scope) {
                    case Scope.Everything() -> "true";
                    case Scope.OfDistributor _ -> "distributor_id = ?";
                    case Scope.OfCommunity _ -> "community_id = ?";
                    case Scope.OfCustomer _ -> OF_CUSTOMER;
                };
        List<UUID> tenants =
                switch (scope) {
                    case Scope.Everything() -> List.of();
                    case Scope.OfDistributor(UUID id) -> List.of(id);
                    case Scope.OfCommunity(UUID id) -> List.of(id);
                    case Scope.OfCustomer(UUID id, UUID communityId) -> List.of(communityId, id);
                };
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(FIND + visible + " order by number limit 1")) {
            statement.setString(1, ruleId.toString());
            statement.setLong(2, version);
            set(statement, tenants);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static void set(PreparedStatement statement, List<UUID> tenants) throws SQLException {
        int place = 3;
        for (UUID tenant : tenants) {
            statement.setObject(place, tenant);
            place++;
        }
    }
}
