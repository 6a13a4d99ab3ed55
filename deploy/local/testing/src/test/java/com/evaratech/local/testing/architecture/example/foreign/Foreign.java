package com.evaratech.local.testing.architecture.example.foreign;

import com.evaratech.local.testing.architecture.example.other.Other;

final class Foreign {
    int size() {
        return new Other().size();
    }
}
