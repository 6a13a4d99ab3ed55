package com.evaratech.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerAtTheDoorTest {

    // The lowest possible one: samplers by trace id would record it at any ratio.
    private static final String TRACE = "00000000000000000000000000000001";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void shouldNotRecordBecauseTheCallerSaysSo() {
        Sampler sampler = SamplerAtTheDoor.of(0.1, () -> 0.1);

        assertThat(decision(sampler, remote(TraceFlags.getSampled())))
                .isEqualTo(SamplingDecision.DROP);
    }

    @Test
    void shouldRecordEvenIfTheCallerSaysNot() {
        Sampler sampler = SamplerAtTheDoor.of(0.1, () -> 0.09);

        assertThat(decision(sampler, remote(TraceFlags.getDefault())))
                .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    @Test
    void shouldDrawForRequestsWithoutTrace() {
        assertThat(decision(SamplerAtTheDoor.of(0.5, () -> 0.4), Context.root()))
                .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
        assertThat(decision(SamplerAtTheDoor.of(0.5, () -> 0.6), Context.root()))
                .isEqualTo(SamplingDecision.DROP);
    }

    @Test
    void shouldKeepToTheRequestsDecisionInsideIt() {
        Sampler sampler = SamplerAtTheDoor.of(0.5, () -> 0.9);

        assertThat(decision(sampler, local(TraceFlags.getSampled())))
                .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void shouldRefuseARatioThatIsNone(double ratio) {
        assertThatThrownBy(() -> SamplerAtTheDoor.of(ratio, () -> 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("quarkus.otel.traces.sampler.arg=%s must be from 0 to 1", ratio);
    }

    private static SamplingDecision decision(Sampler sampler, Context parent) {
        return sampler.shouldSample(
                        parent, TRACE, "GET", SpanKind.SERVER, Attributes.empty(), List.of())
                .getDecision();
    }

    private static Context remote(TraceFlags flags) {
        return with(
                SpanContext.createFromRemoteParent(TRACE, SPAN, flags, TraceState.getDefault()));
    }

    private static Context local(TraceFlags flags) {
        return with(SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault()));
    }

    private static Context with(SpanContext parent) {
        return Context.root().with(Span.wrap(parent));
    }
}
