package com.evaratech.local.testing.architecture.example.cycle.one;

import com.evaratech.local.testing.architecture.example.cycle.two.Two;

/** Uses two. */
public final class One {
    public Class<?> other() {
        return Two.class;
    }
}
