package com.evaratech.gateway.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Draws for each request whether its trace is recorded, whatever the caller has sent: neither the
 * sampled flag of its {@code traceparent} nor a trace id that it chose decides what we store.
 */
final class DrawSampler implements Sampler {

    private final double ratio;
    private final DoubleSupplier chance;

    /**
     * @param ratio the share of requests to record, 0 to 1
     * @param chance the next draw, from 0 to below 1
     */
    DrawSampler(double ratio, DoubleSupplier chance) {
        this.ratio = ratio;
        this.chance = chance;
    }

    @Override
    public SamplingResult shouldSample(
            Context parentContext,
            String traceId,
            String name,
            SpanKind spanKind,
            Attributes attributes,
            List<LinkData> parentLinks) {
        return chance.getAsDouble() < ratio
                ? SamplingResult.recordAndSample()
                : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "DrawSampler{" + ratio + "}";
    }
}
