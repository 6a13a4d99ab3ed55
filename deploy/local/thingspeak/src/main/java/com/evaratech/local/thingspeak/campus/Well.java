package com.evaratech.local.thingspeak.campus;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A bore well with a submersible pump that fills a sump. The level falls by the aquifer's drawdown
 * ({@link Theis}) and the well's own turbulent loss {@code C·Q²} (Jacob 1947). The flow is set when
 * the pump starts and kept until it stops.
 */
final class Well implements Instrument {
    private static final Sensor LEVEL = new Sensor(0.02, 2);
    private static final Sensor FLOW = new Sensor(0.6, 1);
    private static final Sensor AMPERES = new Sensor(0.05, 2);
    private static final Sensor VOLTS = new Sensor(1.5, 1);
    private static final double START_FILL = 0.60;
    private static final double STOP_FILL = 0.95;
    private static final double EFFICIENCY = 0.5;
    private static final double IDLE_SHARE = 0.35;
    private static final double LOSS_PER_LPM_SQUARED = 6e-5;
    private static final double DEEPEST = 200;

    private final Theis aquifer;
    private final double restMetres;
    private final double shutOffHead;
    private final double curve;
    private boolean running;
    private boolean dry;
    private double lpm;
    private double kilowattHours;

    /**
     * @param aquifer what the well stands in
     * @param restMetres depth of the water when nobody pumps
     * @param shutOffHead head of the pump without flow, metres
     * @param curve fall of the head per lpm squared
     */
    Well(Theis aquifer, double restMetres, double shutOffHead, double curve) {
        this.aquifer = aquifer;
        this.restMetres = restMetres;
        this.shutOffHead = shutOffHead;
        this.curve = curve;
    }

    /** Runs one step by what the sump's sensor says; returns the litres lifted. */
    double step(double sumpFill, Moment moment, double seconds) {
        if (sumpFill >= STOP_FILL) {
            running = false;
        } else if (sumpFill <= START_FILL) {
            running = true;
        }
        double flow = running && !dry ? flow(moment.second()) : 0;
        if (flow != lpm) {
            aquifer.change(Hydraulics.cubicMetresPerSecond(flow - lpm), moment.second());
            lpm = flow;
        }
        kilowattHours += watts(moment) * seconds / 3_600_000;
        return lpm * seconds / 60;
    }

    private double flow(long second) {
        return lpm > 0
                ? lpm
                : Hydraulics.dutyFlow(shutOffHead, restMetres + aquifer.drawdown(second), curve);
    }

    void runDry(boolean value) {
        dry = value;
    }

    /** Depth of the water now, metres. */
    double depth(long second) {
        return Math.min(
                DEEPEST, restMetres + aquifer.drawdown(second) + LOSS_PER_LPM_SQUARED * lpm * lpm);
    }

    boolean running() {
        return running;
    }

    private double watts(Moment moment) {
        if (!running) {
            return 0;
        }
        double usual = Hydraulics.watts(100, restMetres, EFFICIENCY) * IDLE_SHARE;
        return dry ? usual : Hydraulics.watts(lpm, depth(moment.second()), EFFICIENCY);
    }

    @Override
    public String[] read(Moment moment, RandomGenerator random) {
        double volts = moment.volts();
        return new String[] {
            LEVEL.read(restMetres, 0, DEEPEST, random),
            LEVEL.read(depth(moment.second()), 0, DEEPEST, random),
            lpm == 0 ? "0.0" : FLOW.read(lpm, 0, 1000, random),
            running ? "RUNNING" : "STOPPED",
            running
                    ? AMPERES.read(Hydraulics.amperes(watts(moment), volts), 0, 100, random)
                    : "0.00",
            VOLTS.read(volts, 0, 500, random),
            Sensor.text(kilowattHours, 2)
        };
    }

    @Override
    public Map<String, Double> geometry() {
        return new TreeMap<>(
                Map.of("static_depth_m", restMetres, "dynamic_depth_m", restMetres + 12));
    }
}
