package com.evaratech.bench.site;

import com.evaratech.alert.rules.Operator;
import com.evaratech.alert.rules.Threshold;
import com.evaratech.common.metric.Metric;
import java.util.List;

/** The ten rules that watch each tank of a bench. */
public final class TenRules {

    /** What they say: the first opens an alert above 240 cm and ends it at 200. */
    public static final List<Threshold> CONDITIONS =
            List.of(
                    new Threshold(Metric.WATER_LEVEL_CM, Operator.GT, 240, 200.0, 0),
                    new Threshold(Metric.WATER_LEVEL_CM, Operator.GT, 280, 250.0, 0),
                    new Threshold(Metric.WATER_LEVEL_CM, Operator.LT, 20, 40.0, 0),
                    new Threshold(Metric.WATER_LEVEL_CM, Operator.LTE, 10, 20.0, 600),
                    new Threshold(Metric.TEMPERATURE_C, Operator.GT, 45, 40.0, 0),
                    new Threshold(Metric.TEMPERATURE_C, Operator.GTE, 40, 35.0, 300),
                    new Threshold(Metric.TEMPERATURE_C, Operator.LT, 2, 4.0, 0),
                    new Threshold(Metric.TDS_PPM, Operator.GT, 1000, 900.0, 0),
                    new Threshold(Metric.TDS_PPM, Operator.GTE, 500, 450.0, 600),
                    new Threshold(Metric.TDS_PPM, Operator.LT, 20, 30.0, 0));

    private TenRules() {}
}
