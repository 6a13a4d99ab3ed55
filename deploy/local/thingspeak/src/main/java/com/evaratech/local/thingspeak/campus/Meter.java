package com.evaratech.local.thingspeak.campus;

/**
 * A flow meter with its counter. The counter never falls, except that it starts again at its
 * configured end.
 */
final class Meter {
    private final long rollover;
    private double lpm;
    private double litres;

    /**
     * @param rollover litres at which the counter starts again at 0; 0 means never
     * @param litres what it shows at first
     */
    Meter(long rollover, double litres) {
        this.rollover = rollover;
        this.litres = rollover > 0 ? litres % rollover : litres;
    }

    void pass(double passed, double seconds) {
        lpm = passed * 60 / seconds;
        litres += passed;
        if (rollover > 0 && litres >= rollover) {
            litres -= rollover;
        }
    }

    double lpm() {
        return lpm;
    }

    /** Whole litres, as a counter shows them. */
    double shown() {
        return Math.floor(litres);
    }
}
