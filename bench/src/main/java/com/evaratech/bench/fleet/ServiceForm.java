package com.evaratech.bench.fleet;

/** The forms that services are measured in. */
public enum ServiceForm {
    /** Jars, on a JVM; with the AOT cache that training left, if there is one. */
    JVM,
    /** Executables, as {@code ./evara native} builds them. */
    NATIVE
}
