package com.evaratech.common.stream.publish;

/** Fewer replicas than asked for had the batch in time. */
final class ReplicasBehind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplicasBehind(long have, int need) {
        super("%d of %d replicas have it".formatted(have, need), null, false, false);
    }
}
