package com.evaratech.gateway.audit;

import com.evaratech.gateway.merge.Cursors;
import com.evaratech.gateway.merge.MergedPage;
import com.evaratech.gateway.merge.MergedPages;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One export under way: page after page, the next one asked for when the last one is written, so
 * that no more than one is in memory. A file that cannot be finished is cut off, not ended, so that
 * nobody takes it for whole.
 */
final class AuditExport {

    private static final Logger LOG = Logger.getLogger(AuditExport.class);
    private static final int PAGE = 500;

    private final RoutingContext context;
    private final MergedPages pages;
    private final AuditFile file;
    private final Consumer<Throwable> refuse;

    /**
     * @param refuse answers when nothing has been written yet
     */
    AuditExport(
            RoutingContext context, MergedPages pages, AuditFile file, Consumer<Throwable> refuse) {
        this.context = context;
        this.pages = pages;
        this.file = file;
        this.refuse = refuse;
    }

    void run() {
        next(Cursors.beginning());
    }

    private void next(Cursors from) {
        pages.read(context, from, PAGE)
                .map(AuditExport::requireWhole)
                .onSuccess(this::take)
                .onFailure(this::fail);
    }

    private static MergedPage requireWhole(MergedPage page) {
        page.away().stream()
                .findFirst()
                .ifPresent(away -> {
                    throw AuditProblem.incomplete(away.source().service(), away.reason());
                });
        return page;
    }

    private void take(MergedPage page) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return; // nobody is there any more
        }
        begin(response);
        if (context.request().method().equals(HttpMethod.HEAD)) {
            var _ = response.end();
            return;
        }
        Buffer lines = Buffer.buffer();
        page.items().forEach(item -> lines.appendBuffer(file.line(item)));
        @Nullable Cursors next = page.next();
        Future<Void> written =
                lines.length() == 0 ? Future.succeededFuture() : response.write(lines);
        written.onSuccess(
                        done -> {
                            if (next == null) {
                                var _ = response.end();
                            } else {
                                next(next);
                            }
                        })
                .onFailure(this::fail);
    }

    private void begin(HttpServerResponse response) {
        if (response.headWritten() || response.isChunked()) {
            return;
        }
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, file.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + file.fileName() + "\"");
        if (!context.request().method().equals(HttpMethod.HEAD) && file.head().length() > 0) {
            var _ = response.write(file.head());
        }
    }

    private void fail(Throwable cause) {
        if (!context.response().headWritten()) {
            refuse.accept(cause);
        } else if (!context.response().closed()) {
            LOG.warnf("Export of the audit was cut off cause=%s", cause.toString());
            var _ = context.request().connection().close();
        }
    }
}
