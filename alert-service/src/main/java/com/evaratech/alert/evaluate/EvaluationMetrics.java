package com.evaratech.alert.evaluate;

import com.evaratech.alert.rules.Severity;
import com.evaratech.alert.rules.WatchedRule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many alerts are pending and open, by severity. Counted from the states that are loaded with
 * the partitions, so the sum over all replicas is exact after every restart.
 */
@Singleton
class EvaluationMetrics {

    static final String ALERTS = "evara.alerts";

    private final MeterRegistry registry;

    private enum State {
        PENDING,
        OPEN;

        boolean is(Phase phase) {
            return switch (phase) {
                case Phase.Ok _ -> false;
                case Phase.Pending _ -> this == PENDING;
                case Phase.Firing _ -> this == OPEN;
            };
        }
    }

    EvaluationMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void show(States states, Supplier<RuleSet> rules) {
        for (State state : State.values()) {
            for (Severity severity : Severity.values()) {
                var _ =
                        Gauge.builder(ALERTS, () -> count(states, rules.get(), state, severity))
                                .description("Alerts of this replica's partitions")
                                .tag("state", state.name().toLowerCase(Locale.ROOT))
                                .tag("severity", severity.code())
                                .register(registry);
            }
        }
    }

    private static long count(States states, RuleSet rules, State state, Severity severity) {
        return states.notable()
                .filter(each -> state.is(each.getValue()))
                .filter(each -> isOf(severity, rules.find(each.getKey().ruleNumber())))
                .count();
    }

    private static boolean isOf(Severity severity, @Nullable WatchedRule rule) {
        return rule != null && rule.rule().severity() == severity;
    }
}
