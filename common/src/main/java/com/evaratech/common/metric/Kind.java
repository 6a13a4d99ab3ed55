package com.evaratech.common.metric;

/** What a node measures; decides which metrics it has and in which table its readings are kept. */
public enum Kind {
    /** Stored water: level, volume, quality. */
    TANK,
    /** Water under way: rate, counter, pressure, the pump that moves it. */
    FLOW,
    /** Ground water: level at rest and under pumping, the pump in the well. */
    DEEP
}
