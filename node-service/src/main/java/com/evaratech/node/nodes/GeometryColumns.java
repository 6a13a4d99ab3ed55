package com.evaratech.node.nodes;

import com.evaratech.common.metric.Kind;
import com.evaratech.node.nodes.Geometry.DeepGeometry;
import com.evaratech.node.nodes.Geometry.FlowGeometry;
import com.evaratech.node.nodes.Geometry.TankGeometry;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * The measures of all kinds; only those of the row's kind are filled, which the table checks too.
 */
@Embeddable
class GeometryColumns {
    Double capacityLitres;
    Double heightCm;
    Double sensorOffsetCm;
    Double pipeDiameterMm;
    Double maxFlowLpm;

    // Named, since Hibernate's snake case does not part a single capital at the end.
    @Column(name = "static_depth_m")
    Double staticDepthM;

    @Column(name = "dynamic_depth_m")
    Double dynamicDepthM;

    @Column(name = "recharge_threshold_m")
    Double rechargeThresholdM;

    static GeometryColumns of(Geometry geometry) {
        var columns = new GeometryColumns();
        switch (geometry) {
            case TankGeometry tank -> {
                columns.capacityLitres = tank.capacityLitres();
                columns.heightCm = tank.heightCm();
                columns.sensorOffsetCm = tank.sensorOffsetCm();
            }
            case FlowGeometry flow -> {
                columns.pipeDiameterMm = flow.pipeDiameterMm();
                columns.maxFlowLpm = flow.maxFlowLpm();
            }
            case DeepGeometry deep -> {
                columns.staticDepthM = deep.staticDepthM();
                columns.dynamicDepthM = deep.dynamicDepthM();
                columns.rechargeThresholdM = deep.rechargeThresholdM();
            }
        }
        return columns;
    }

    Geometry toGeometry(Kind kind) {
        return switch (kind) {
            case TANK -> new TankGeometry(capacityLitres, heightCm, sensorOffsetCm);
            case FLOW -> new FlowGeometry(pipeDiameterMm, maxFlowLpm);
            case DEEP -> new DeepGeometry(staticDepthM, dynamicDepthM, rechargeThresholdM);
        };
    }
}
