package com.evaratech.alert.rules;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Category;
import com.evaratech.common.problem.RequestFields;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives a community the rules of the templates that it does not have yet. */
@Singleton
class TemplateService {

    private static final String CATEGORIES =
            Arrays.stream(Category.values()).map(Category::name).collect(Collectors.joining(", "));

    private final RuleService service;
    private final RuleRepository rules;
    private final RuleRecord record;
    private final InstantSource clock;

    TemplateService(
            RuleService service, RuleRepository rules, RuleRecord record, InstantSource clock) {
        this.service = service;
        this.rules = rules;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Which templates are to be applied.
     *
     * @param categories {@code null} means all
     */
    @RegisterForReflection
    record Wish(@Nullable UUID communityId, @Nullable List<@Nullable String> categories) {}

    /**
     * What became of them.
     *
     * @param added rules that were written now
     * @param kept keys of the templates whose rules are there already, changed or not
     */
    @RegisterForReflection
    record Applied(List<Rule> added, List<String> kept) {}

    /** Applied again, it changes nothing: a rule that a person has changed stays as it is. */
    Uni<Applied> apply(Caller caller, Wish wish) {
        var fields = new RequestFields();
        UUID communityId = fields.id("community_id", wish.communityId());
        Set<Category> categories = categories(wish, fields);
        fields.refuseIfAnyIsWrong();
        return service.community(caller.scope(), communityId)
                .flatMap(place -> keep(caller, place, categories));
    }

    private static Set<Category> categories(Wish wish, RequestFields fields) {
        if (wish.categories() == null) {
            return EnumSet.allOf(Category.class);
        }
        Set<Category> categories = EnumSet.noneOf(Category.class);
        for (int place = 0; place < wish.categories().size(); place++) {
            String name = wish.categories().get(place);
            Optional<Category> known = Optional.ofNullable(name).flatMap(Category::find);
            fields.require(
                    known.isPresent(),
                    "categories[%d]".formatted(place),
                    name,
                    "one of " + CATEGORIES);
            known.ifPresent(categories::add);
        }
        return categories;
    }

    @WithTransaction
    Uni<Applied> keep(Caller caller, Placement place, Set<Category> categories) {
        List<RuleTemplate> wanted =
                RuleTemplates.list().stream()
                        .filter(template -> categories.contains(template.category()))
                        .toList();
        return rules.lockCommunity(place.communityId())
                .flatMap(_ -> rules.ofCommunity(place.communityId()))
                .flatMap(rows -> {
                    Set<String> there =
                            rows.stream()
                                    .filter(row -> row.template != null)
                                    .map(row -> row.template)
                                    .collect(Collectors.toSet());
                    List<String> kept =
                            wanted.stream().map(RuleTemplate::key).filter(there::contains).toList();
                    return Multi.createFrom()
                            .iterable(wanted)
                            .filter(template -> !there.contains(template.key()))
                            .onItem()
                            .transformToUniAndConcatenate(template -> add(caller, place, template))
                            .collect()
                            .asList()
                            .map(added -> new Applied(added, kept));
                });
    }

    private Uni<Rule> add(Caller caller, Placement place, RuleTemplate template) {
        var draft =
                new RuleDraft(
                        place,
                        template.name(),
                        new Binding.OfCategory(template.category()),
                        template.condition(),
                        template.severity(),
                        true);
        RuleEntity row = RuleEntity.of(draft, UUID.randomUUID(), clock.instant());
        row.template = template.key();
        return rules.persist(row)
                .flatMap(_ -> record.append(caller, "added", null, row))
                .replaceWith(row::toRule);
    }
}
