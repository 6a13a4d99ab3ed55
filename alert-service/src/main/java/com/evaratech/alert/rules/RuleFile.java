package com.evaratech.alert.rules;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules of a community as a file has them, nothing of it checked.
 *
 * @param rules by their names
 */
@RegisterForReflection
record RuleFile(@Nullable List<@Nullable RuleWish> rules) {

    /** Rules that a file may have. */
    static final int MOST = 500;

    /**
     * The same as it is written.
     *
     * @param rules all of the community
     */
    @RegisterForReflection
    record Written(List<Line> rules) {}

    /** A rule without what only its place in the database says. */
    @RegisterForReflection
    record Line(
            String name, Binding binding, Condition condition, Severity severity, boolean enabled) {

        static Line of(Rule rule) {
            return new Line(
                    rule.name(), rule.binding(), rule.condition(), rule.severity(), rule.enabled());
        }
    }
}
