package com.evaratech.alert.rules;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What must be so for a rule to raise an alert. In JSON {@code kind} tells the forms apart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Condition
        permits Threshold, Silence, RateOfChange, DryRun, NightFlow, Composite, Anomaly {}
