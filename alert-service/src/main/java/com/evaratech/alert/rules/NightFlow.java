package com.evaratech.alert.rules;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * At night, when hardly anybody draws water, the flow never goes down to what is usual: what still
 * runs is a leak. This is the minimum night flow of leakage control: the least flow between about
 * two and four in the morning is legitimate night use and leakage, and a rise of it is leakage.
 * Described in "Managing Leakage, Report E: Interpreting Measured Night Flows" (UK Water Industry,
 * 1994) and "District Metered Areas: Guidance Notes" (Morrison, Tooms and Rogers, IWA Water Loss
 * Task Force, 2007).
 *
 * @param from where the night's window begins, in the node's own zone
 * @param until where it ends; not later than {@code from} means the next day
 * @param threshold the flow that the night's least one must not be above, in litres per minute
 * @param clearThreshold a night whose least flow is not above this ends the alert; {@code null}:
 *     one that is not above the threshold does
 * @param nights how many nights in a row it must be so before the alert is raised
 */
@JsonTypeName("night_flow")
@RegisterForReflection
public record NightFlow(
        @JsonFormat(pattern = "HH:mm") LocalTime from,
        @JsonFormat(pattern = "HH:mm") LocalTime until,
        double threshold,
        @Nullable Double clearThreshold,
        int nights)
        implements Condition {

    /** What an alert of it says was measured: the least flow of a night. */
    public static final String METRIC = "min_night_flow_lpm";

    /** Whether a night's least flow makes the condition true. */
    public boolean holds(double minFlowLpm) {
        return minFlowLpm > threshold;
    }

    /** Whether a night's least flow ends an alert. */
    public boolean clears(double minFlowLpm) {
        return Operator.GT.clears(minFlowLpm, threshold, clearThreshold);
    }
}
