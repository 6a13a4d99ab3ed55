package com.evaratech.local.testing.architecture.example.tidy.one;

/** What others may use. */
public final class OneService {
    public int width() {
        return new OneEntity().width;
    }
}
