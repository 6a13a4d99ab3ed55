package com.evaratech.alert.alerts;

import com.evaratech.alert.rules.Severity;
import com.evaratech.common.metric.Category;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.InvalidRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts a list is to show; {@code null} leaves a property open.
 *
 * @param from those that opened then or later, by the time of their readings
 * @param until those that opened before
 */
record AlertFilter(
        State state,
        @Nullable UUID nodeId,
        @Nullable UUID communityId,
        @Nullable UUID ruleId,
        @Nullable String severity,
        @Nullable Category category,
        @Nullable Boolean isAcknowledged,
        @Nullable Instant from,
        @Nullable Instant until) {

    /**
     * The query of a list, nothing of it understood; {@code null} is what is not given.
     *
     * @param state absent: all
     */
    record Query(
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String node,
            @RestQuery @Nullable String community,
            @RestQuery @Nullable String rule,
            @RestQuery @Nullable String severity,
            @RestQuery @Nullable String category,
            @RestQuery @Nullable String acknowledged,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String until) {}

    private static final String CATEGORIES =
            Arrays.stream(Category.values()).map(Category::name).collect(Collectors.joining(", "));

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
     * Reads a query.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static AlertFilter of(Query query) {
        QueryParameters parameters = new QueryParameters();
        State wanted = parameters.choice("state", query.state(), State::ofCode, State.ALLOWED);
        AlertFilter filter =
                new AlertFilter(
                        wanted == null ? State.ALL : wanted,
                        parameters.id("node", query.node()),
                        parameters.id("community", query.community()),
                        parameters.id("rule", query.rule()),
                        parameters.choice(
                                "severity",
                                query.severity(),
                                text -> Severity.ofCode(text).map(Severity::code),
                                Severity.ALLOWED),
                        parameters.choice("category", query.category(), Category::find, CATEGORIES),
                        parameters.flag("acknowledged", query.acknowledged()),
                        parameters.time("from", query.from()),
                        parameters.time("until", query.until()));
        parameters.throwIfRefused();
        return filter;
    }
}
