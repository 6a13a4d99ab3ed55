package com.evaratech.common.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Decides where traces begin: a share of them is recorded. Two kinds of beginnings are no matter of
 * chance: what is linked to a recorded span is recorded as well, since it explains that one; and a
 * call to a server that nothing recorded asked for (leases, health, migrations) never is.
 */
final class ShareSampler implements Sampler {

    private final Sampler share;

    /**
     * @param ratio the share of traces to record, 0 to 1
     */
    private ShareSampler(double ratio) {
        this.share = Sampler.traceIdRatioBased(ratio);
    }

    /** Spans inside a trace follow what was decided where it began. */
    static Sampler of(double ratio) {
        return Sampler.parentBased(new ShareSampler(ratio));
    }

    @Override
    public SamplingResult shouldSample(
            Context parentContext,
            String traceId,
            String name,
            SpanKind spanKind,
            Attributes attributes,
            List<LinkData> parentLinks) {
        for (LinkData link : parentLinks) {
            if (link.getSpanContext().isSampled()) {
                return SamplingResult.recordAndSample();
            }
        }
        return spanKind == SpanKind.CLIENT
                ? SamplingResult.drop()
                : share.shouldSample(
                        parentContext, traceId, name, spanKind, attributes, parentLinks);
    }

    @Override
    public String getDescription() {
        return "ShareSampler{" + share.getDescription() + "}";
    }
}
