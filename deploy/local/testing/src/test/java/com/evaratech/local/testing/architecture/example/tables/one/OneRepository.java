package com.evaratech.local.testing.architecture.example.tables.one;

/** Public, yet not for others. */
public final class OneRepository {
    public int size() {
        return 0;
    }
}
