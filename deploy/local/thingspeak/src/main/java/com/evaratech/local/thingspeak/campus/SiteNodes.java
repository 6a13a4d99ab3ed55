package com.evaratech.local.thingspeak.campus;

/**
 * Which node of a site is what. The order makes a small campus varied: the first nodes of a site
 * are a tank, its meter, the pump house, the sump and a well.
 */
final class SiteNodes {
    private static final int[] TANK_OF = {0, 0, -1, 2, -1, 1, 1, -1};

    private SiteNodes() {}

    /**
     * The category at this place of the site; every other site's second well is the government's.
     */
    static Category category(int place, int site) {
        return switch (place) {
            case 0, 5 -> Category.OHT;
            case 1, 6 -> Category.FLOW_METER;
            case 2 -> Category.PUMP_HOUSE;
            case 3 -> Category.SUMP;
            case 4 -> Category.BOREWELL;
            default -> site % 2 == 0 ? Category.GOVT_BOREWELL : Category.BOREWELL;
        };
    }

    static Instrument instrument(Site site, int place) {
        return switch (place) {
            case 0 -> new TankInstrument(site.tank(0));
            case 5 -> new TankInstrument(site.tank(1));
            case 1 -> site.branch(0);
            case 6 -> site.branch(1);
            case 2 -> site.pump();
            case 3 -> new TankInstrument(site.sump());
            case 4 -> site.well(0);
            default -> site.well(1);
        };
    }

    static void leak(Site site, int place, double lpm) {
        site.branch(TANK_OF[place]).leak(lpm);
    }

    static void runDry(Site site, int place, boolean dry) {
        switch (place) {
            case 2 -> site.pump().runDry(dry);
            case 4 -> site.well(0).runDry(dry);
            default -> site.well(1).runDry(dry);
        }
    }

    /** Makes the control believe a stuck level, where the node is a tank. */
    static void stick(Site site, int place, boolean stuck) {
        boolean tank = place == 0 || place == 3 || place == 5;
        if (tank) {
            site.probe(TANK_OF[place]).stick(stuck);
        }
    }
}
