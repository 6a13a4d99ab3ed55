package com.evaratech.local.thingspeak.campus;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * An ultrasonic level sensor on a tank, with its own battery and radio. The pumps' control relies
 * on it.
 */
final class TankInstrument implements Instrument {
    private static final Sensor LEVEL = new Sensor(0.4, 1);
    private static final Sensor CELSIUS = new Sensor(0.1, 2);
    private static final Sensor VOLTS = new Sensor(0.005, 2);
    private static final Sensor SIGNAL = new Sensor(3, 0);

    private final Tank tank;

    TankInstrument(Tank tank) {
        this.tank = tank;
    }

    @Override
    public String[] read(Moment moment, RandomGenerator random) {
        String level = LEVEL.read(tank.levelCm(), 0, tank.heightCm(), random);
        double fill = Double.parseDouble(level) / tank.heightCm();
        return new String[] {
            level,
            Sensor.text(fill * 100, 1),
            Sensor.text(fill * tank.capacityLitres(), 0),
            CELSIUS.read(moment.waterCelsius(), 0, 50, random),
            VOLTS.read(4.0 + 0.1 * Math.sin(moment.hour() / 24 * 2 * Math.PI), 3, 4.2, random),
            SIGNAL.read(-71, -110, -40, random)
        };
    }

    @Override
    public Map<String, Double> geometry() {
        return new TreeMap<>(
                Map.of("capacity_litres", tank.capacityLitres(), "height_cm", tank.heightCm()));
    }
}
