package com.evaratech.common.directory.follow;

/** The directory cannot be asked: what is in memory is too old, not whole, or cannot be read. */
public final class DirectoryStale extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DirectoryStale(String reason) {
        super(reason, null, false, false);
    }
}
