package com.evaratech.common.reading.normalise;

import java.util.List;

/** How what a sensor says becomes what is true, both in the metric's unit. */
public sealed interface Curve {

    /** The true value. */
    double apply(double said);

    /**
     * A straight line.
     *
     * @param scale not zero
     * @param offset added after scaling
     */
    record Line(double scale, double offset) implements Curve {

        /** Checks the numbers. */
        public Line {
            if (!Double.isFinite(scale) || scale == 0 || !Double.isFinite(offset)) {
                throw new IllegalArgumentException(
                        "scale must be a number other than 0, and offset a number");
            }
        }

        @Override
        public double apply(double said) {
            return said * scale + offset;
        }
    }

    /**
     * Straight lines between points that were measured; the first and the last go on beyond them.
     *
     * @param points at least two, {@code said} rising strictly
     */
    record Points(List<Point> points) implements Curve {

        /** Checks the order. */
        public Points {
            points = List.copyOf(points);
            if (points.size() < 2) {
                throw new IllegalArgumentException("at least two points make a curve");
            }
            for (int i = 1; i < points.size(); i++) {
                if (!(points.get(i).said() > points.get(i - 1).said())) {
                    throw new IllegalArgumentException("points must rise strictly");
                }
            }
        }

        @Override
        public double apply(double said) {
            int right = 1;
            while (right < points.size() - 1 && points.get(right).said() < said) {
                right++;
            }
            Point a = points.get(right - 1);
            Point b = points.get(right);
            double part = (said - a.said()) / (b.said() - a.said());
            // So written, both ends are met exactly.
            return a.isTrue() * (1 - part) + b.isTrue() * part;
        }
    }

    /**
     * One comparison of the sensor with the truth.
     *
     * @param said by the sensor
     * @param isTrue by the better instrument
     */
    record Point(double said, double isTrue) {

        /** Checks the numbers. */
        public Point {
            if (!Double.isFinite(said) || !Double.isFinite(isTrue)) {
                throw new IllegalArgumentException("a point has two numbers");
            }
        }
    }
}
