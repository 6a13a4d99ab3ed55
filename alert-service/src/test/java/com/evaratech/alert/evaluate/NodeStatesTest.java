package com.evaratech.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NodeStatesTest {

    private static final long FORGOTTEN = 0;

    /** Rules are put one after the other, each with a version, or forgotten where that is 0. */
    @Property
    void shouldHoldWhatWasPutLastAndNotForgotten(
            @ForAll List<@LongRange(min = 1, max = 9) Long> rules,
            @ForAll List<@LongRange(max = 5) Long> versions) {
        var states = new NodeStates();
        var expected = new TreeMap<Long, RuleState>();
        for (int i = 0; i < Math.min(rules.size(), versions.size()); i++) {
            long rule = rules.get(i);
            if (versions.get(i) == FORGOTTEN) {
                states.remove(rule);
                expected.remove(rule);
            } else {
                RuleState state = RuleState.fresh(versions.get(i));
                assertThat(states.put(rule, state)).isEqualTo(expected.put(rule, state));
            }
        }

        assertThat(states.rules())
                .containsExactly(expected.keySet().stream().mapToLong(Long::longValue).toArray());
        assertThat(states.evaluatedMillis()).hasSize(expected.size());
        assertThat(states.isEmpty()).isEqualTo(expected.isEmpty());
        for (long rule = 0; rule <= 10; rule++) {
            assertThat(states.find(rule)).isEqualTo(expected.get(rule));
            assertThat(states.has(rule)).isEqualTo(expected.containsKey(rule));
        }
    }

    @Test
    void shouldHaveNothingOfANodeThatNoRuleHasJudged() {
        assertThat(NodeStates.NONE.isEmpty()).isTrue();
        assertThat(NodeStates.NONE.has(1)).isFalse();
        assertThat(NodeStates.NONE.find(1)).isNull();
    }
}
