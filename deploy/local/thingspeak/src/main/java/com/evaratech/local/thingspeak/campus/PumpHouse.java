package com.evaratech.local.thingspeak.campus;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The pump between sump and overhead tanks. Its flow is where its curve meets the pipe's. Starts
 * when a tank falls to its low mark, stops when all are at their high mark or one is almost full;
 * rests while the sump is nearly empty.
 */
final class PumpHouse implements Instrument {
    private static final Sensor FLOW = new Sensor(1.5, 1);
    private static final Sensor PRESSURE = new Sensor(0.02, 2);
    private static final Sensor AMPERES = new Sensor(0.08, 2);
    private static final double START_FILL = 0.45;
    private static final double STOP_FILL = 0.92;
    private static final double FULL = 0.97;
    private static final double SUMP_EMPTY = 0.08;
    private static final double SUMP_USABLE = 0.20;
    private static final double EFFICIENCY = 0.55;

    /** A motor that moves no water draws this share of its usual current. */
    private static final double IDLE_SHARE = 0.4;

    private final double shutOffHead;
    private final double pumpAndPipe;
    private final Meter meter;
    private boolean running;
    private boolean sumpRests;
    private boolean dry;
    private double staticHead;

    PumpHouse(double shutOffHead, double pumpAndPipe, Meter meter) {
        this.shutOffHead = shutOffHead;
        this.pumpAndPipe = pumpAndPipe;
        this.meter = meter;
    }

    /**
     * Decides by what the sensors say, which need not be true: fill of the emptiest and fullest
     * tank and the sump.
     */
    void control(double emptiest, double fullest, double sumpFill) {
        sumpRests = sumpFill < (sumpRests ? SUMP_USABLE : SUMP_EMPTY);
        if (sumpRests || emptiest >= STOP_FILL || fullest >= FULL) {
            running = false;
        } else if (emptiest <= START_FILL) {
            running = true;
        }
    }

    /** The litres that the pump wants to move in a step against this static head, metres. */
    double wanted(double head, double seconds) {
        staticHead = head;
        return running && !dry
                ? Hydraulics.dutyFlow(shutOffHead, head, pumpAndPipe) * seconds / 60
                : 0;
    }

    void moved(double litres, double seconds) {
        meter.pass(litres, seconds);
    }

    /** Suction lost: the motor runs and nothing flows. */
    void runDry(boolean value) {
        dry = value;
    }

    @Override
    public String[] read(Moment moment, RandomGenerator random) {
        double flow = meter.lpm();
        boolean dryRun = running && dry;
        double head = staticHead + pumpAndPipe / 2 * flow * flow;
        double usual = Hydraulics.dutyFlow(shutOffHead, staticHead, pumpAndPipe);
        double usualHead = staticHead + pumpAndPipe / 2 * usual * usual;
        double amperes =
                Hydraulics.amperes(Hydraulics.watts(usual, usualHead, EFFICIENCY), moment.volts());
        return new String[] {
            flow == 0 ? "0.0" : FLOW.read(flow, 0, 2000, random),
            Sensor.text(meter.shown(), 0),
            PRESSURE.read(dryRun ? 0.1 : head * Hydraulics.BAR_PER_METRE, 0, 16, random),
            running ? "RUNNING" : "STOPPED",
            running ? AMPERES.read(dryRun ? amperes * IDLE_SHARE : amperes, 0, 100, random) : "0.00"
        };
    }

    @Override
    public Map<String, Double> geometry() {
        return new TreeMap<>(Map.of("pipe_diameter_mm", 100.0, "max_flow_lpm", 1200.0));
    }
}
