package com.evaratech.local.thingspeak.campus;

/** A tank with upright walls. Keeps account of all water, so that its balance can be checked. */
final class Tank {
    private final double capacityLitres;
    private final double heightCm;
    private final double firstLitres;
    private double litres;
    private double inflow;
    private double outflow;
    private double overflow;

    Tank(double capacityLitres, double heightCm, double litres) {
        this.capacityLitres = capacityLitres;
        this.heightCm = heightCm;
        this.firstLitres = litres;
        this.litres = litres;
    }

    /**
     * Fills and draws for one step; returns the litres really drawn, fewer than wanted when the
     * tank runs empty.
     */
    double step(double litresIn, double litresWanted) {
        double drawn = Math.min(litresWanted, litres + litresIn);
        litres += litresIn - drawn;
        double spilt = Math.max(0, litres - capacityLitres);
        litres -= spilt;
        inflow += litresIn;
        outflow += drawn;
        overflow += spilt;
        return drawn;
    }

    double fill() {
        return litres / capacityLitres;
    }

    double levelCm() {
        return fill() * heightCm;
    }

    double litres() {
        return litres;
    }

    double capacityLitres() {
        return capacityLitres;
    }

    double heightCm() {
        return heightCm;
    }

    /** All water since the start. */
    WaterBalance balance() {
        return new WaterBalance(firstLitres, inflow, outflow, overflow, litres);
    }
}
