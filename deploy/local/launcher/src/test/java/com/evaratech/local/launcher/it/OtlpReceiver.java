package com.evaratech.local.launcher.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * A collector that keeps the spans it is sent by OTLP over gRPC, each once: an exporter that had no
 * answer in time sends its batch again, which OpenTelemetry's protocol allows.
 */
final class OtlpReceiver implements AutoCloseable {

    private static final String EXPORT =
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    // Before each message: whether it is compressed, and its length.
    private static final int PREFIX = 5;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Seen> spans = new ConcurrentHashMap<>();
    private final int port;

    /** A span, and the service whose it is. */
    record Seen(String service, Span span) {

        String trace() {
            return hex(span.getTraceId());
        }

        String id() {
            return hex(span.getSpanId());
        }

        /** Empty where a trace begins. */
        String parent() {
            return hex(span.getParentSpanId());
        }

        List<String> links() {
            return span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList();
        }

        /** Whether it is of an HTTP request for this path. */
        boolean isAskedFor(String path) {
            return span.getAttributesList().stream()
                    .filter(attribute -> attribute.getKey().equals("url.path"))
                    .anyMatch(attribute -> attribute.getValue().getStringValue().equals(path));
        }

        boolean isStatement() {
            return span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT
                    && span.getAttributesList().stream()
                            .map(KeyValue::getKey)
                            .anyMatch(key -> key.startsWith("db.system"));
        }
    }

    OtlpReceiver() {
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(this::take)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        port = server.actualPort();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    Collection<Seen> spans() {
        return spans.values();
    }

    private void take(HttpServerRequest request) {
        if (!request.path().equals(EXPORT)) {
            var _ = request.response().setStatusCode(404).end();
            return;
        }
        request.bodyHandler(body -> {
            keep(body);
            var _ =
                    request.response()
                            .putHeader("content-type", "application/grpc")
                            .putTrailer("grpc-status", "0")
                            .end(Buffer.buffer(new byte[PREFIX]));
        });
    }

    private void keep(Buffer body) {
        byte[] message = body.getBytes(PREFIX, PREFIX + (int) body.getUnsignedInt(1));
        try {
            var request = ExportTraceServiceRequest.parseFrom(plain(body.getByte(0), message));
            for (ResourceSpans resource : request.getResourceSpansList()) {
                String service = service(resource.getResource());
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> keep(new Seen(service, span)));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(Seen seen) {
        spans.put(seen.trace() + "-" + seen.id(), seen);
    }

    private static byte[] plain(byte compressed, byte[] message) {
        if (compressed == 0) {
            return message;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(message))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String service(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        var _ = vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
