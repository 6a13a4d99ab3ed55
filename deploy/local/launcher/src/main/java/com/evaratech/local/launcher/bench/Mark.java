package com.evaratech.local.launcher.bench;

/**
 * One measured figure and what it should be at most.
 *
 * @param unit of value and goal, as SI writes it
 */
public record Mark(String name, double value, String unit, double goal) {

    /** Whether the figure is as good as the goal, or better. */
    public boolean met() {
        return value <= goal;
    }
}
