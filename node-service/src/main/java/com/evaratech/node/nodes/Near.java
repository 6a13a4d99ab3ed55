package com.evaratech.node.nodes;

import com.evaratech.common.sql.Conditions;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A circle on the Earth, taken as a sphere of its mean radius (IUGG), which is at most 0.5 % off.
 *
 * <p>Rows are found by the smallest box of latitudes and longitudes around the circle, which an
 * index knows, and of these kept by their distance. The box is that of J. P. Matuschek, "Finding
 * Points Within a Distance of a Latitude/Longitude Using Bounding Coordinates": the meridians touch
 * the circle not at the centre's latitude but nearer to the pole. The distance is that of R. W.
 * Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984), 159, which is exact for short
 * ways too.
 *
 * @param centre where
 * @param radiusM metres, 1 to 100,000
 */
record Near(Coordinates centre, int radiusM) {

    static final int LARGEST_RADIUS_M = 100_000;

    /**
     * Metres to the row, in a query whose first two parameters are the centre; to be formatted with
     * the row's alias, twice.
     */
    static final String DISTANCE = "registry.distance_m($1, $2, %s.latitude, %s.longitude)";

    private static final double EARTH_RADIUS_M = 6_371_008.8;
    private static final Pattern PLACE =
            Pattern.compile("(-?[0-9]{1,3}(?:\\.[0-9]{1,15})?),(-?[0-9]{1,3}(?:\\.[0-9]{1,15})?)");

    /** A place as it is written in a query, {@code latitude,longitude} in degrees. */
    static Optional<Coordinates> parsePlace(String text) {
        var match = PLACE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var place =
                new Coordinates(
                        Double.parseDouble(match.group(1)), Double.parseDouble(match.group(2)));
        return Math.abs(place.latitude()) <= 90 && Math.abs(place.longitude()) <= 180
                ? Optional.of(place)
                : Optional.empty();
    }

    static Optional<Integer> parseRadius(String text) {
        try {
            int metres = Integer.parseInt(text);
            return metres >= 1 && metres <= LARGEST_RADIUS_M
                    ? Optional.of(metres)
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** No condition yet, of a query whose first two parameters are the centre. */
    Conditions start() {
        return Conditions.sql(centre.latitude(), centre.longitude());
    }

    /** The rows inside, of {@link #start}. */
    Conditions narrow(Conditions rows) {
        return inBox(rows.and("n.latitude is not null"))
                .and(DISTANCE.formatted("n", "n") + " <= {}", (double) radiusM);
    }

    private Conditions inBox(Conditions rows) {
        double arc = radiusM / EARTH_RADIUS_M;
        double latitude = Math.toRadians(centre.latitude());
        double south = centre.latitude() - Math.toDegrees(arc);
        double north = centre.latitude() + Math.toDegrees(arc);
        if (south <= -90 || north >= 90) {
            // A pole is inside, and with it all longitudes.
            return rows.and(box(), -180.0, south, 180.0, north);
        }
        double wide = Math.toDegrees(Math.asin(Math.sin(arc) / Math.cos(latitude)));
        double west = centre.longitude() - wide;
        double east = centre.longitude() + wide;
        if (west < -180) {
            return acrossTheDateLine(rows, south, north, west + 360, east);
        }
        if (east > 180) {
            return acrossTheDateLine(rows, south, north, west, east - 360);
        }
        return rows.and(box(), west, south, east, north);
    }

    private static Conditions acrossTheDateLine(
            Conditions rows, double south, double north, double west, double east) {
        return rows.and(
                "(%s or %s)".formatted(box(), box()),
                west,
                south,
                180.0,
                north,
                -180.0,
                south,
                east,
                north);
    }

    private static String box() {
        return "point(n.longitude, n.latitude) <@ box(point({}, {}), point({}, {}))";
    }
}
