package com.evaratech.common.directory.store;

/**
 * The snapshot in Redis is not the one that was being written: Redis lost data, or another writer
 * began anew. Nothing was written.
 */
public final class DirectoryLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DirectoryLost(String generation) {
        super("the directory's generation %s is no more".formatted(generation));
    }
}
