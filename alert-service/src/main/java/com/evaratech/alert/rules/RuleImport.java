package com.evaratech.alert.rules;

import com.evaratech.alert.AlertException.NodeNotFound;
import com.evaratech.alert.rules.ImportResult.Outcome;
import com.evaratech.common.access.Caller;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rules of a file over into a community, all of them or none. A rule is known by its
 * name: one that is there changes, one that is not is added, and what the file does not have stays.
 */
@Singleton
class RuleImport {

    private final RuleService service;
    private final RuleRepository rules;
    private final RuleRecord record;
    private final InstantSource clock;

    RuleImport(RuleService service, RuleRepository rules, RuleRecord record, InstantSource clock) {
        this.service = service;
        this.rules = rules;
        this.record = record;
        this.clock = clock;
    }

    /** A rule of the file: what it comes to, or what is wrong with it. */
    record Checked(@Nullable String name, @Nullable RuleDraft draft, List<FieldError> errors) {}

    /** All rules of a community. */
    @WithSession
    Uni<List<Rule>> export(Caller caller, UUID communityId) {
        return service.community(caller.scope(), communityId)
                .flatMap(_ -> rules.ofCommunity(communityId))
                .map(rows -> rows.stream().map(RuleEntity::toRule).toList());
    }

    /** What an import would do; nothing is written. */
    Uni<ImportResult> preview(Caller caller, UUID communityId, RuleFile file) {
        return check(caller, communityId, file).flatMap(checked -> compare(communityId, checked));
    }

    /**
     * Writes the rules.
     *
     * @throws InvalidRequest when something is wrong with any of them; nothing is written then
     */
    Uni<ImportResult> run(Caller caller, UUID communityId, RuleFile file) {
        return check(caller, communityId, file)
                .invoke(RuleImport::refuseIfAnyIsWrong)
                .flatMap(checked -> keep(caller, communityId, checked));
    }

    private Uni<List<Checked>> check(Caller caller, UUID communityId, RuleFile file) {
        List<@Nullable RuleWish> wishes = file.rules();
        if (wishes == null || wishes.isEmpty() || wishes.size() > RuleFile.MOST) {
            throw new InvalidRequest(
                    FieldError.of(
                            "rules",
                            wishes == null ? null : wishes.size(),
                            "1 to %d rules".formatted(RuleFile.MOST)));
        }
        Set<String> names = new HashSet<>();
        return service.community(caller.scope(), communityId)
                .flatMap(_ ->
                        Multi.createFrom()
                                .iterable(wishes.stream().map(RuleImport::orEmpty).toList())
                                .onItem()
                                .transformToUniAndConcatenate(
                                        wish -> check(caller, communityId, wish))
                                .map(checked -> once(checked, names))
                                .collect()
                                .asList());
    }

    private static RuleWish orEmpty(@Nullable RuleWish wish) {
        return wish == null ? RuleWish.EMPTY : wish;
    }

    private Uni<Checked> check(Caller caller, UUID communityId, RuleWish wish) {
        return Uni.createFrom()
                .deferred(() -> service.draft(wish.in(communityId), caller.scope()))
                .map(draft -> new Checked(draft.name(), draft, List.of()))
                .onFailure(RuleImport::isOfTheRule)
                .recoverWithItem(failure ->
                        new Checked(wish.name(), null, ((ProblemException) failure).errors()));
    }

    private static boolean isOfTheRule(Throwable failure) {
        return failure instanceof InvalidRequest || failure instanceof NodeNotFound;
    }

    private static Checked once(Checked checked, Set<String> names) {
        if (checked.draft() == null || names.add(checked.draft().name())) {
            return checked;
        }
        return new Checked(
                checked.name(),
                null,
                List.of(FieldError.of("name", checked.name(), "a name that the file has once")));
    }

    private static void refuseIfAnyIsWrong(List<Checked> all) {
        List<FieldError> errors = new ArrayList<>();
        for (int place = 0; place < all.size(); place++) {
            for (FieldError error : all.get(place).errors()) {
                String field = "rules[%d].%s".formatted(place, error.field());
                errors.add(new FieldError(field, error.value(), error.allowed()));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
    }

    @WithSession
    Uni<ImportResult> compare(UUID communityId, List<Checked> all) {
        return rules.ofCommunity(communityId)
                .map(rows -> {
                    List<ImportResult.Line> lines = new ArrayList<>();
                    for (Checked checked : all) {
                        RuleEntity row = find(rows, checked);
                        lines.add(
                                new ImportResult.Line(
                                        checked.name(),
                                        outcome(row, checked),
                                        row == null ? null : row.id,
                                        checked.errors()));
                    }
                    return new ImportResult(true, lines);
                });
    }

    @WithTransaction
    Uni<ImportResult> keep(Caller caller, UUID communityId, List<Checked> all) {
        return rules.lockCommunity(communityId)
                .flatMap(_ -> rules.lockOfCommunity(communityId))
                .flatMap(rows ->
                        Multi.createFrom()
                                .iterable(all)
                                .onItem()
                                .transformToUniAndConcatenate(
                                        checked -> keep(caller, find(rows, checked), checked))
                                .collect()
                                .asList())
                .map(lines -> new ImportResult(false, lines));
    }

    private Uni<ImportResult.Line> keep(Caller caller, @Nullable RuleEntity row, Checked checked) {
        RuleDraft draft = checked.draft();
        Outcome outcome = outcome(row, checked);
        if (draft == null) {
            throw new IllegalStateException("a rule that was refused is kept");
        }
        if (row == null) {
            RuleEntity added = RuleEntity.of(draft, UUID.randomUUID(), clock.instant());
            return rules.persist(added)
                    .flatMap(_ -> record.append(caller, "added", null, added))
                    .replaceWith(() -> line(added, outcome));
        }
        if (outcome == Outcome.UNCHANGED) {
            return Uni.createFrom().item(line(row, outcome));
        }
        Rule before = row.toRule();
        row.set(draft);
        return rules.flush()
                .flatMap(_ -> record.append(caller, "changed", before, row))
                .replaceWith(() -> line(row, outcome));
    }

    private static ImportResult.Line line(RuleEntity row, Outcome outcome) {
        return new ImportResult.Line(row.name, outcome, row.id, List.of());
    }

    /** Of several with a name the oldest: the file has it once. */
    private static @Nullable RuleEntity find(List<RuleEntity> rows, Checked checked) {
        return rows.stream()
                .filter(row -> row.name.equals(checked.name()))
                .findFirst()
                .orElse(null);
    }

    private static Outcome outcome(@Nullable RuleEntity row, Checked checked) {
        if (checked.draft() == null) {
            return Outcome.REFUSED;
        }
        if (row == null) {
            return Outcome.ADDED;
        }
        return checked.draft().says(row.toRule()) ? Outcome.UNCHANGED : Outcome.CHANGED;
    }
}
