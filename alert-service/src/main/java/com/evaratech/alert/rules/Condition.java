package com.evaratech.alert.rules;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What must be so for a rule to raise an alert. In JSON {@code kind} tells the forms apart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Condition
        permits Threshold, Silence, RateOfChange, DryRun, NightFlow, Composite, Anomaly {

    /**
     * How old what was last measured may be where a condition puts together what came at different
     * times, unless its rule says: longer than anything that works is quiet, and short enough that
     * nobody is called for what was last week.
     */
    int USUAL_MAX_AGE_SECONDS = 86_400;
}
