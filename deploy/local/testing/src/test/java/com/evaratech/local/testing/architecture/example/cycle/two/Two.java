package com.evaratech.local.testing.architecture.example.cycle.two;

import com.evaratech.local.testing.architecture.example.cycle.one.One;

/** Uses one. */
public final class Two {
    public Class<?> other() {
        return One.class;
    }
}
