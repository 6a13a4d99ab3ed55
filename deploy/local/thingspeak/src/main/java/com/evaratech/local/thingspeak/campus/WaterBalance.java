package com.evaratech.local.thingspeak.campus;

/**
 * The account of a tank in litres: what was there, came, was drawn, ran over, and is there now.
 *
 * @param first what was there
 * @param inflow what came
 * @param outflow what was drawn
 * @param overflow what ran over
 * @param now what is there
 */
public record WaterBalance(
        double first, double inflow, double outflow, double overflow, double now) {
    /** What is unaccounted for; 0 but for rounding. */
    public double error() {
        return first + inflow - outflow - overflow - now;
    }
}
