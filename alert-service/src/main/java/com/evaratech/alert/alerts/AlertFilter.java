package com.evaratech.alert.alerts;

import com.evaratech.alert.rules.Severity;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.InvalidRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which alerts a list is to show; {@code null} leaves a property open. */
record AlertFilter(
        State state,
        @Nullable UUID nodeId,
        @Nullable UUID communityId,
        @Nullable UUID ruleId,
        @Nullable String severity) {

    /** Alerts by whether they are over. */
    enum State {
        OPEN,
        RESOLVED,
        ALL;

        private static final String ALLOWED =
                Arrays.stream(values()).map(State::code).collect(Collectors.joining(", "));

        private String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<State> ofCode(String code) {
            return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
        }
    }

    /**
     * Reads the query parameters {@code state}, {@code node}, {@code community}, {@code rule} and
     * {@code severity}.
     *
     * @param state absent: all
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static AlertFilter of(
            @Nullable String state,
            @Nullable String node,
            @Nullable String community,
            @Nullable String rule,
            @Nullable String severity) {
        QueryParameters parameters = new QueryParameters();
        State wanted = parameters.choice("state", state, State::ofCode, State.ALLOWED);
        AlertFilter filter =
                new AlertFilter(
                        wanted == null ? State.ALL : wanted,
                        parameters.id("node", node),
                        parameters.id("community", community),
                        parameters.id("rule", rule),
                        parameters.choice(
                                "severity",
                                severity,
                                text -> Severity.ofCode(text).map(Severity::code),
                                Severity.ALLOWED));
        parameters.throwIfRefused();
        return filter;
    }
}
