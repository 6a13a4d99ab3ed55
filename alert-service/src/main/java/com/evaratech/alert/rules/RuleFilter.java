package com.evaratech.alert.rules;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.InvalidRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rules a list is to show, by the codes in the rows; {@code null} leaves a property open. */
record RuleFilter(
        @Nullable UUID communityId,
        @Nullable String metric,
        @Nullable String severity,
        @Nullable Boolean enabled) {

    private static final String METRICS =
            Arrays.stream(Metric.values()).map(Metric::code).collect(Collectors.joining(", "));

    /**
     * Reads the query parameters {@code community}, {@code metric}, {@code severity} and {@code
     * enabled}.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static RuleFilter of(
            @Nullable String community,
            @Nullable String metric,
            @Nullable String severity,
            @Nullable String enabled) {
        QueryParameters parameters = new QueryParameters();
        RuleFilter filter =
                new RuleFilter(
                        parameters.id("community", community),
                        parameters.choice("metric", metric, RuleFilter::metricCode, METRICS),
                        parameters.choice(
                                "severity", severity, RuleFilter::severityCode, Severity.ALLOWED),
                        parameters.flag("enabled", enabled));
        parameters.throwIfRefused();
        return filter;
    }

    private static Optional<String> metricCode(String text) {
        return Metric.find(text).map(Metric::code);
    }

    private static Optional<String> severityCode(String text) {
        return Severity.ofCode(text).map(Severity::code);
    }
}
