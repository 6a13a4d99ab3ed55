package com.evaratech.alert.rules;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link Condition} as a caller wrote it; its {@code kind} tells which one. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        property = "kind",
        visible = true,
        defaultImpl = ConditionForm.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(name = "threshold", value = ThresholdForm.class),
    @JsonSubTypes.Type(name = "silence", value = SilenceForm.class),
    @JsonSubTypes.Type(name = "rate_of_change", value = RateOfChangeForm.class),
    @JsonSubTypes.Type(name = "dry_run", value = DryRunForm.class),
    @JsonSubTypes.Type(name = "night_flow", value = NightFlowForm.class),
    @JsonSubTypes.Type(name = "composite", value = CompositeForm.class),
    @JsonSubTypes.Type(name = "anomaly", value = AnomalyForm.class)
})
sealed interface ConditionForm
        permits ThresholdForm,
                SilenceForm,
                RateOfChangeForm,
                DryRunForm,
                NightFlowForm,
                CompositeForm,
                AnomalyForm,
                ConditionForm.Unknown {

    /** The kinds that there are, as a phrase. */
    String KINDS = "threshold, silence, rate_of_change, dry_run, night_flow, composite, anomaly";

    /**
     * The condition, unless something was found at fault and added to the errors.
     *
     * @param watched the kind of the nodes that the rule watches; {@code null} when they may differ
     */
    Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors);

    /** A condition of no kind, or of one that does not exist. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Unknown(@Nullable String kind) implements ConditionForm {
        @Override
        public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
            errors.add(FieldError.of("condition.kind", kind, "one of " + KINDS));
            return Optional.empty();
        }
    }
}
