package com.evaratech.common.local;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tracer that remembers the spans that were recorded and have ended. */
public final class TestTraces {

    private final List<SpanData> ended = new CopyOnWriteArrayList<>();
    private final Tracer tracer;

    /** By this sampler. */
    public TestTraces(Sampler sampler) {
        tracer =
                SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(new Collecting())
                        .build()
                        .get("test");
    }

    /** Records all. */
    public TestTraces() {
        this(Sampler.parentBased(Sampler.alwaysOn()));
    }

    public Tracer tracer() {
        return tracer;
    }

    /** In the order in which they ended. */
    public List<SpanData> ended() {
        return ended;
    }

    private final class Collecting implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
