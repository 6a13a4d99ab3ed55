package com.evaratech.common.stream.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.ConsumerSettings;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracedHandlerTest {

    @RegisterExtension static final OpenTelemetryExtension TRACES = OpenTelemetryExtension.create();

    private static final String ONE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String TWO = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String NOT_RECORDED =
            "00-11111111111111111111111111111111-2222222222222222-00";
    private static final Connection NO_DATABASE =
            (Connection)
                    Proxy.newProxyInstance(
                            TracedHandlerTest.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (proxy, method, arguments) -> {
                                throw new SQLException("there is none");
                            });

    private final Remembering remembering = new Remembering();
    private final TracedHandler<String> handler =
            new TracedHandler<>(
                    remembering,
                    new RoundSpans(
                            TRACES.getOpenTelemetry().getTracer("test"),
                            ConsumerSettings.of("group", "schema"),
                            "store"));

    @Test
    void shouldPassOnEverythingThatAHandlerMayBeAsked() throws ReflectiveOperationException {
        List<Method> heard = new ArrayList<>();
        var listening =
                (EntryHandler<?>)
                        Proxy.newProxyInstance(
                                TracedHandlerTest.class.getClassLoader(),
                                new Class<?>[] {EntryHandler.class},
                                (proxy, method, arguments) -> {
                                    heard.add(method);
                                    return answer(method.getReturnType());
                                });
        var spans =
                new RoundSpans(
                        TRACES.getOpenTelemetry().getTracer("test"),
                        ConsumerSettings.of("group", "schema"),
                        "store");
        var traced = new TracedHandler<>(listening, spans);
        List<Method> all =
                Arrays.stream(EntryHandler.class.getDeclaredMethods())
                        .filter(asked -> !asked.isSynthetic())
                        .toList();

        for (Method asked : all) {
            Object _ =
                    asked.invoke(
                            traced,
                            Arrays.stream(asked.getParameterTypes())
                                    .map(TracedHandlerTest::something)
                                    .toArray());
        }

        assertThat(heard).hasSizeGreaterThan(6).isEqualTo(all);
    }

    private static @Nullable Object answer(Class<?> type) {
        if (type == boolean.class) {
            return true;
        }
        return type == int.class ? 1 : null;
    }

    private static Object something(Class<?> type) {
        if (type == Connection.class) {
            return NO_DATABASE;
        }
        if (type == Entry.class) {
            return entry(ONE).entry();
        }
        return type == Set.class ? Set.of() : List.of();
    }

    @Test
    void shouldMakeARoundOfOneTraceAPartOfIt() throws SQLException {
        handler.apply(NO_DATABASE, List.of(entry(ONE), entry(null), entry(NOT_RECORDED)));

        assertThat(TRACES.getSpans()).hasSize(1);
        SpanData span = TRACES.getSpans().getFirst();
        assertThat(span.getName()).isEqualTo("store");
        assertThat(Traceparent.of(span.getParentSpanContext())).isEqualTo(ONE);
        assertThat(span.getLinks()).isEmpty();
        assertThat(remembering.within).containsExactly(span.getSpanContext());
        assertThat(remembering.entries).isEqualTo(3);
    }

    @Test
    void shouldShowARoundOfSeveralTracesInEachOfThem() throws SQLException {
        handler.apply(NO_DATABASE, List.of(entry(ONE), entry(TWO), entry(null)));

        SpanData round = TRACES.getSpans().getLast();
        List<SpanData> parts = TRACES.getSpans().subList(0, 2);
        assertThat(round.getName()).isEqualTo("store round");
        assertThat(round.getParentSpanContext().isValid()).isFalse();
        assertThat(links(round)).containsExactly(ONE, TWO);
        assertThat(remembering.within).containsExactly(round.getSpanContext());
        assertThat(parts)
                .extracting(part -> Traceparent.of(part.getParentSpanContext()))
                .containsExactly(ONE, TWO);
        assertThat(parts)
                .allSatisfy(part ->
                        assertThat(links(part))
                                .containsExactly(Traceparent.of(round.getSpanContext())));
    }

    @Test
    void shouldNotShowRoundsWithoutARecordedTrace() throws SQLException {
        handler.apply(NO_DATABASE, List.of(entry(NOT_RECORDED), entry(null)));

        assertThat(TRACES.getSpans()).isEmpty();
        assertThat(remembering.entries).isEqualTo(2);
    }

    @Test
    void shouldShowNoMoreTracesOfARoundThanASpanHasLinks() throws SQLException {
        List<Received<String>> many =
                IntStream.range(0, 500)
                        .mapToObj(i -> entry("00-%032x-b7ad6b7169203331-01".formatted(i + 1)))
                        .toList();

        handler.apply(NO_DATABASE, many);

        assertThat(TRACES.getSpans()).hasSize(129);
        SpanData round = TRACES.getSpans().getLast();
        assertThat(round.getLinks()).hasSize(128);
        assertThat(round.getTotalRecordedLinks()).isEqualTo(128);
        assertThat(round.getAttributes().asMap().toString())
                .contains("messaging.batch.message_count=500", "evara.entries.traced=500");
    }

    @Test
    void shouldShowThatARoundFailed() {
        remembering.failure = new SQLException("the database is away");

        assertThatThrownBy(() -> handler.apply(NO_DATABASE, List.of(entry(ONE))))
                .isSameAs(remembering.failure);
        assertThat(TRACES.getSpans())
                .singleElement()
                .extracting(span -> span.getStatus().getStatusCode())
                .isEqualTo(StatusCode.ERROR);
    }

    @Test
    void shouldShowThatARoundFailedInEachTraceThatItIsIn() {
        remembering.failure = new SQLException("the database is away");

        assertThatThrownBy(() -> handler.apply(NO_DATABASE, List.of(entry(ONE), entry(TWO))))
                .isSameAs(remembering.failure);
        assertThat(TRACES.getSpans())
                .hasSize(3)
                .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.ERROR);
    }

    private static List<@Nullable String> links(SpanData span) {
        return span.getLinks().stream()
                .map(LinkData::getSpanContext)
                .<@Nullable String>map(Traceparent::of)
                .toList();
    }

    private static Received<String> entry(@Nullable String traceparent) {
        return new Received<>(
                0, StreamId.START, new Entry(1, 1, 7, traceparent, new byte[0]), "content");
    }

    private static final class Remembering implements EntryHandler<String> {

        private final List<SpanContext> within = new ArrayList<>();
        private int entries;
        private @Nullable SQLException failure;

        @Override
        public int newestSchema() {
            return 1;
        }

        @Override
        public String decode(Entry entry) {
            return "content";
        }

        @Override
        public void apply(Connection transaction, List<Received<String>> round)
                throws SQLException {
            if (failure != null) {
                throw failure;
            }
            within.add(Span.current().getSpanContext());
            entries += round.size();
        }
    }
}
