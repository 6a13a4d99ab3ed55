package com.evaratech.alert.rules;

import com.evaratech.alert.AlertException.RuleNotFound;
import com.evaratech.common.access.Caller;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Gives out rules to be tried: those that are kept, and wishes that might be. Blocks. */
@Singleton
public class TriedRules {

    private final RuleService rules;
    private final DataSource database;

    TriedRules(RuleService rules, DataSource database) {
        this.rules = rules;
        this.database = database;
    }

    /**
     * The rule of this id.
     *
     * @throws RuleNotFound when there is none that the caller may see
     */
    public TriedRule kept(Caller caller, UUID id) throws SQLException {
        try (var connection = database.getConnection()) {
            return CommittedRules.find(connection, caller.scope(), id)
                    .map(rule ->
                            new TriedRule(rule.communityId(), rule.binding(), rule.condition()))
                    .orElseThrow(() -> new RuleNotFound(id));
        }
    }

    /**
     * What a wish comes to.
     *
     * @param field where the wish is in the request; its errors are named below it
     * @throws InvalidRequest naming every field at fault
     */
    public TriedRule wished(Caller caller, RuleWish wish, String field) {
        RuleDraft draft;
        try {
            draft = rules.draft(wish, caller.scope()).await().indefinitely();
        } catch (InvalidRequest e) {
            throw below(field, e);
        }
        return new TriedRule(draft.placement().communityId(), draft.binding(), draft.condition());
    }

    private static InvalidRequest below(String field, InvalidRequest failure) {
        return new InvalidRequest(
                failure.errors().stream()
                        .map(error ->
                                new FieldError(
                                        field + "." + error.field(),
                                        error.value(),
                                        error.allowed()))
                        .toList());
    }
}
