package com.evaratech.local.testing.architecture.example.tidy.two;

import com.evaratech.local.testing.architecture.example.tidy.one.OneService;

final class Two {
    int width() {
        return new OneService().width();
    }
}
