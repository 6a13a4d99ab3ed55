package com.evaratech.node.nodes;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.nodes.Geometry.DeepGeometry;
import com.evaratech.node.nodes.Geometry.FlowGeometry;
import com.evaratech.node.nodes.Geometry.TankGeometry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A geometry as it came: the measures of all kinds, of which only those of the node's kind are
 * accepted.
 */
record GeometryWish(
        @Nullable Double capacityLitres,
        @Nullable Double heightCm,
        @Nullable Double sensorOffsetCm,
        @Nullable Double pipeDiameterMm,
        @Nullable Double maxFlowLpm,
        @Nullable Double staticDepthM,
        @Nullable Double dynamicDepthM,
        @Nullable Double rechargeThresholdM) {

    static final GeometryWish NOTHING =
            new GeometryWish(null, null, null, null, null, null, null, null);

    private static final String CAPACITY = "capacity_litres";
    private static final String HEIGHT = "height_cm";
    private static final String OFFSET = "sensor_offset_cm";
    private static final String DIAMETER = "pipe_diameter_mm";
    private static final String MAX_FLOW = "max_flow_lpm";
    private static final String STATIC_DEPTH = "static_depth_m";
    private static final String DYNAMIC_DEPTH = "dynamic_depth_m";
    private static final String RECHARGE = "recharge_threshold_m";

    Geometry accept(Kind kind, RequestFields fields) {
        refuseOtherKinds(kind, fields);
        return switch (kind) {
            case TANK ->
                    new TankGeometry(
                            fields.number(path(CAPACITY), capacityLitres, 1, 100_000_000),
                            fields.number(path(HEIGHT), heightCm, 1, 5_000),
                            sensorOffsetCm == null
                                    ? 0
                                    : fields.number(path(OFFSET), sensorOffsetCm, 0, 1_000));
            case FLOW ->
                    new FlowGeometry(
                            fields.number(path(DIAMETER), pipeDiameterMm, 1, 5_000),
                            fields.number(path(MAX_FLOW), maxFlowLpm, 0.1, 1_000_000));
            case DEEP -> deep(fields);
        };
    }

    private DeepGeometry deep(RequestFields fields) {
        var geometry =
                new DeepGeometry(
                        fields.number(path(STATIC_DEPTH), staticDepthM, 0, 2_000),
                        fields.number(path(DYNAMIC_DEPTH), dynamicDepthM, 0, 2_000),
                        fields.number(path(RECHARGE), rechargeThresholdM, 0, 2_000));
        fields.require(
                dynamicDepthM == null || geometry.dynamicDepthM() >= geometry.staticDepthM(),
                path(DYNAMIC_DEPTH),
                dynamicDepthM,
                "at least " + path(STATIC_DEPTH));
        return geometry;
    }

    private void refuseOtherKinds(Kind kind, RequestFields fields) {
        var own = measures(kind);
        given().forEach((name, value) -> {
            if (!own.contains(name)) {
                fields.refuse(
                        path(name),
                        value,
                        "nothing: a %s has %s".formatted(kind, String.join(", ", own)));
            }
        });
    }

    private static List<String> measures(Kind kind) {
        return switch (kind) {
            case TANK -> List.of(CAPACITY, HEIGHT, OFFSET);
            case FLOW -> List.of(DIAMETER, MAX_FLOW);
            case DEEP -> List.of(STATIC_DEPTH, DYNAMIC_DEPTH, RECHARGE);
        };
    }

    private Map<String, Double> given() {
        var all = new LinkedHashMap<String, Double>();
        put(all, CAPACITY, capacityLitres);
        put(all, HEIGHT, heightCm);
        put(all, OFFSET, sensorOffsetCm);
        put(all, DIAMETER, pipeDiameterMm);
        put(all, MAX_FLOW, maxFlowLpm);
        put(all, STATIC_DEPTH, staticDepthM);
        put(all, DYNAMIC_DEPTH, dynamicDepthM);
        put(all, RECHARGE, rechargeThresholdM);
        return all;
    }

    private static void put(Map<String, Double> all, String name, @Nullable Double value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    private static String path(String measure) {
        return "geometry." + measure;
    }
}
