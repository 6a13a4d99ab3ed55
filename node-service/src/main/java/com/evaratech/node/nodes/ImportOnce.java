package com.evaratech.node.nodes;

import com.evaratech.common.idempotency.Fingerprint;
import com.evaratech.common.idempotency.IdempotencyKey;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key under which an import counts once.
 *
 * @param fingerprint of what was sent, and of how it is meant
 */
record ImportOnce(IdempotencyKey key, String fingerprint) {

    /**
     * Reads the header {@code Idempotency-Key}; empty when it is not there.
     *
     * @param sent the file as it came; not asked without a key
     */
    static Optional<ImportOnce> of(
            @Nullable String header, ImportOptions options, Supplier<String> sent) {
        return IdempotencyKey.of(header)
                .map(key ->
                        new ImportOnce(
                                key,
                                Fingerprint.of(
                                        "POST %s/import %s\n".formatted(NodeResource.PATH, options)
                                                + sent.get())));
    }
}
