package com.evaratech.local.testing.architecture.example.other;

/** Belongs to another service. */
public final class Other {
    public int size() {
        return 0;
    }
}
