package com.evaratech.api.assembly;

/** The source of the document says something that cannot be understood, or twice the same. */
public final class SourceMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SourceMistake(String where, String what) {
        super(where + ": " + what);
    }
}
