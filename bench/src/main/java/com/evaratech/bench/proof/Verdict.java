package com.evaratech.bench.proof;

import com.evaratech.bench.proof.Outcome.Effect;
import com.evaratech.bench.proof.Published.Answer;
import com.evaratech.bench.proof.Published.Place;
import com.evaratech.bench.proof.Violation.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what was published with what came of it. */
final class Verdict {

    private final Map<Long, Published> published;
    private final List<Place> removed;
    private final Outcome outcome;
    private final Map<Long, Long> effectsOf;
    private final Map<Long, Long> deadOf;
    private final List<Violation> violations = new ArrayList<>();

    private Verdict(Collection<Published> published, List<Place> removed, Outcome outcome) {
        this.published =
                published.stream()
                        .collect(Collectors.toMap(Published::number, Function.identity()));
        this.removed = removed;
        this.outcome = outcome;
        this.effectsOf = counted(outcome.effects().stream().map(Effect::number).toList());
        this.deadOf = counted(outcome.deadNumbers());
    }

    /**
     * The promises that were not kept.
     *
     * @param published every entry that was handed over
     * @param removed in each place's partition, entries up to it were taken from the bus
     * @param outcome what came of the entries
     */
    static List<Violation> of(
            Collection<Published> published, List<Place> removed, Outcome outcome) {
        var verdict = new Verdict(published, removed, outcome);
        verdict.published.values().forEach(verdict::judge);
        verdict.judgeEffects();
        return verdict.violations;
    }

    /** Accepted entries of which nothing is known yet. */
    static long waiting(Collection<Published> published, Outcome outcome) {
        var verdict = new Verdict(published, List.of(), outcome);
        return published.stream().filter(verdict::isWaiting).count();
    }

    private boolean isWaiting(Published entry) {
        return entry.answer() == Answer.ACCEPTED
                && count(effectsOf, entry) == 0
                && count(deadOf, entry) == 0
                && !isToldLost(entry);
    }

    private void judge(Published entry) {
        long effects = count(effectsOf, entry);
        long dead = count(deadOf, entry);
        if (effects > 1) {
            tell(Kind.DOUBLED, effects + " effects of " + entry);
        }
        if (effects > 0 && entry.answer() == Answer.REFUSED) {
            tell(Kind.FROM_NOWHERE, entry.toString());
        }
        if (isWaiting(entry)) {
            tell(Kind.MISSING, entry.toString());
        }
        judgeLoss(entry, effects + dead);
        judgeDeath(entry, effects, dead);
    }

    private void judgeLoss(Published entry, long traces) {
        if (isToldLost(entry) && (traces > 0 || !wasRemoved(entry))) {
            tell(Kind.WRONGLY_LOST, entry.toString());
        }
    }

    private void judgeDeath(Published entry, long effects, long dead) {
        boolean isRight = entry.isPoison() ? effects == 0 && dead <= 1 : dead == 0;
        if (!isRight) {
            tell(
                    Kind.WRONGLY_DEAD,
                    "%d dead letters, %d effects of %s".formatted(dead, effects, entry));
        }
    }

    private void judgeEffects() {
        var last = new HashMap<Long, Long>();
        for (Effect effect : outcome.effects()) {
            @Nullable Published entry = published.get(effect.number());
            if (entry == null) {
                tell(Kind.FROM_NOWHERE, effect.number() + ", which nobody published");
                continue;
            }
            // Where an entry lies whose acceptance is unknown is unknown, too.
            if (entry.answer() == Answer.ACCEPTED) {
                @Nullable Long before = last.put(effect.key(), effect.number());
                if (before != null && before > effect.number()) {
                    tell(Kind.OUT_OF_ORDER, before + " before " + entry);
                }
            }
        }
    }

    private boolean isToldLost(Published entry) {
        @Nullable Place place = entry.place();
        return place != null && outcome.gaps().stream().anyMatch(gap -> gap.holds(place));
    }

    private boolean wasRemoved(Published entry) {
        @Nullable Place place = entry.place();
        return place != null
                && removed.stream()
                        .anyMatch(last ->
                                last.partition() == place.partition()
                                        && !place.id().isAfter(last.id()));
    }

    private static long count(Map<Long, Long> counts, Published entry) {
        return counts.getOrDefault(entry.number(), 0L);
    }

    private static Map<Long, Long> counted(List<Long> numbers) {
        return numbers.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private void tell(Kind kind, String detail) {
        violations.add(new Violation(kind, detail));
    }
}
