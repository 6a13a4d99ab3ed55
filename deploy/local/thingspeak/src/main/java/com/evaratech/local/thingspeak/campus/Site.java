package com.evaratech.local.thingspeak.campus;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Two wells, the sump that they fill, the pump house above it and two overhead tanks with their
 * meters: eight nodes whose water is one body. Its sizes and all its chances come from one
 * generator of its own, so that a site is the same in a campus of any size.
 */
final class Site {
    /**
     * Length of a step. Short against the minutes in which levels move; the fastest interval of a
     * channel.
     */
    static final int STEP_SECONDS = 15;

    /** How many nodes a site has. */
    static final int NODES = 8;

    private final RandomGenerator random;
    private final Tank sump;
    private final Probe sumpProbe = new Probe();
    private final PumpHouse pump;
    private final List<Well> wells = new ArrayList<>(2);
    private final List<Branch> branches = new ArrayList<>(2);
    private final List<Probe> probes = List.of(new Probe(), new Probe());

    Site(long seed, long rollover) {
        random = new SplittableRandom(seed);
        sump = new Tank(vary(200_000), vary(350), 130_000);
        pump =
                new PumpHouse(
                        vary(48), vary(8.4e-5), new Meter(rollover, random.nextInt(5_000_000)));
        for (int i = 0; i < 2; i++) {
            Theis aquifer = new Theis(random.nextDouble(30, 150) / 86_400, 1e-3, 0.1);
            wells.add(new Well(aquifer, random.nextDouble(18, 45), vary(85), vary(2.6e-3)));
            double capacity = vary(100_000);
            Tank tank = new Tank(capacity, vary(400), capacity * random.nextDouble(0.5, 0.9));
            Meter meter = new Meter(rollover, random.nextInt(2_000_000));
            branches.add(new Branch(tank, new Demand(vary(42)), meter, random.nextDouble(15, 20)));
        }
    }

    /** Advances by {@link #STEP_SECONDS} to this moment. */
    void step(Moment moment) {
        double seconds = STEP_SECONDS;
        double sumpFill = sumpProbe.see(sump.fill());
        double lifted = 0;
        for (Well well : wells) {
            lifted += well.step(sumpFill, moment, seconds);
        }
        double first = probes.getFirst().see(tank(0).fill());
        double second = probes.getLast().see(tank(1).fill());
        pump.control(Math.min(first, second), Math.max(first, second), sumpFill);
        double moved = sump.step(lifted, pump.wanted(staticHead(), seconds));
        pump.moved(moved, seconds);
        double room = room(0) + room(1);
        for (int i = 0; i < branches.size(); i++) {
            branches.get(i).step(moved * room(i) / room, moment, seconds, random);
        }
    }

    /** Mean height of the tanks' surfaces above the sump's, metres. */
    private double staticHead() {
        double up = 0;
        for (Branch branch : branches) {
            up += (branch.baseMetres() + branch.tank().levelCm() / 100) / branches.size();
        }
        return up + 3.5 - sump.levelCm() / 100;
    }

    /**
     * The emptier tank takes more; never 0, so that a full one runs over rather than stops the
     * pump.
     */
    private double room(int branch) {
        return 1.02 - tank(branch).fill();
    }

    Tank tank(int branch) {
        return branches.get(branch).tank();
    }

    Tank sump() {
        return sump;
    }

    Well well(int number) {
        return wells.get(number);
    }

    PumpHouse pump() {
        return pump;
    }

    Branch branch(int number) {
        return branches.get(number);
    }

    /** What the control believes of the tank: 0 and 1 the overhead tanks, 2 the sump. */
    Probe probe(int number) {
        return number == 2 ? sumpProbe : probes.get(number);
    }

    RandomGenerator random() {
        return random;
    }

    private double vary(double value) {
        return value * random.nextDouble(0.85, 1.15);
    }

    /** The level sensor as the pump's control sees it; a stuck one keeps telling the last value. */
    static final class Probe {
        private boolean stuck;
        private double seen;

        double see(double fill) {
            if (!stuck) {
                seen = fill;
            }
            return seen;
        }

        void stick(boolean value) {
            stuck = value;
        }
    }
}
