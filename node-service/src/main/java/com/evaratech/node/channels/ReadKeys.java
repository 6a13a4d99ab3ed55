package com.evaratech.node.channels;

import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.secret.KeyRing;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Seals what opens private channels. Without a key ring there is nothing to seal it with. */
@Singleton
class ReadKeys {

    private final KeyRing ring;

    ReadKeys(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * The sealed form.
     *
     * @throws InvalidRequest when the operators set no key ring: it is not kept open instead
     */
    String seal(UUID nodeId, String key) {
        if (ring.isEmpty()) {
            throw new InvalidRequest(
                    FieldError.missing(
                            "read_api_key",
                            "nothing: this installation has no key ring to keep it sealed with"));
        }
        return ring.seal(key, ChannelEntry.keyContext(nodeId));
    }

    /** Whether the sealed form is that of {@code key}. */
    boolean isSame(UUID nodeId, @Nullable String sealed, String key) {
        return sealed != null
                && ring.open(sealed, ChannelEntry.keyContext(nodeId))
                        .filter(key::equals)
                        .isPresent();
    }
}
