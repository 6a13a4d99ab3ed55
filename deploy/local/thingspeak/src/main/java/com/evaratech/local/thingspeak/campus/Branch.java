package com.evaratech.local.thingspeak.campus;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * An overhead tank, the people below it and the meter in between. A leak lies behind the meter, so
 * the meter sees it.
 */
final class Branch implements Instrument {
    private static final Sensor FLOW = new Sensor(0.3, 2);
    private static final Sensor PRESSURE = new Sensor(0.01, 2);
    private static final Sensor CELSIUS = new Sensor(0.1, 2);
    private static final Sensor VOLTS = new Sensor(0.005, 2);
    private static final double MAX_FLOW_LPM = 600;

    private final Tank tank;
    private final Demand demand;
    private final Meter meter;
    private final double baseMetres;
    private double leakLpm;

    /**
     * @param baseMetres height of the tank's floor above the meter
     */
    Branch(Tank tank, Demand demand, Meter meter, double baseMetres) {
        this.tank = tank;
        this.demand = demand;
        this.meter = meter;
        this.baseMetres = baseMetres;
    }

    void step(double litresIn, Moment moment, double seconds, RandomGenerator random) {
        double wanted = (demand.lpm(moment, seconds, random) + leakLpm) * seconds / 60;
        meter.pass(tank.step(litresIn, wanted), seconds);
    }

    Tank tank() {
        return tank;
    }

    double baseMetres() {
        return baseMetres;
    }

    void leak(double lpm) {
        leakLpm = lpm;
    }

    @Override
    public String[] read(Moment moment, RandomGenerator random) {
        double head = baseMetres + tank.levelCm() / 100 - 2e-5 * meter.lpm() * meter.lpm();
        double flow = meter.lpm();
        return new String[] {
            flow == 0 ? "0.00" : FLOW.read(flow, 0, MAX_FLOW_LPM, random),
            Sensor.text(meter.shown(), 0),
            PRESSURE.read(head * Hydraulics.BAR_PER_METRE, 0, 16, random),
            CELSIUS.read(moment.waterCelsius(), 0, 50, random),
            VOLTS.read(3.6, 3, 4.2, random)
        };
    }

    @Override
    public Map<String, Double> geometry() {
        return new TreeMap<>(Map.of("pipe_diameter_mm", 80.0, "max_flow_lpm", MAX_FLOW_LPM));
    }
}
