package com.evaratech.node.nodes;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a node measures, in the measures of its kind; its names are those of the requests and
 * answers.
 */
@RegisterForReflection(
        targets = {
            Geometry.TankGeometry.class,
            Geometry.FlowGeometry.class,
            Geometry.DeepGeometry.class
        })
public sealed interface Geometry {

    /**
     * A tank or sump.
     *
     * @param capacityLitres full to the brim
     * @param heightCm from the floor to the brim
     * @param sensorOffsetCm from the sensor down to the brim
     */
    record TankGeometry(double capacityLitres, double heightCm, double sensorOffsetCm)
            implements Geometry {}

    /**
     * A pipe with a meter.
     *
     * @param pipeDiameterMm inner diameter
     * @param maxFlowLpm the most the meter can read, litres a minute
     */
    record FlowGeometry(double pipeDiameterMm, double maxFlowLpm) implements Geometry {}

    /**
     * A bore well; depths are from the ground down to the water.
     *
     * @param staticDepthM while the pump rests
     * @param dynamicDepthM while it runs; never above the static one
     * @param rechargeThresholdM the rise after pumping from which the well counts as recharging
     */
    record DeepGeometry(double staticDepthM, double dynamicDepthM, double rechargeThresholdM)
            implements Geometry {}
}
