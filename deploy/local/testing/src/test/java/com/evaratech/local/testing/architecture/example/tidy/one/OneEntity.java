package com.evaratech.local.testing.architecture.example.tidy.one;

/** An entity used where it belongs. */
public final class OneEntity {
    final int width = 1;
}
