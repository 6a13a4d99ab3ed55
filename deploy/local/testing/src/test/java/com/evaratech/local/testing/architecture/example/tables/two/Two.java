package com.evaratech.local.testing.architecture.example.tables.two;

import com.evaratech.local.testing.architecture.example.tables.one.OneRepository;

final class Two {
    int size() {
        return new OneRepository().size();
    }
}
