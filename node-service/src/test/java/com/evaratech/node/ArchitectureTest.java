package com.evaratech.node;

import com.evaratech.local.testing.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKeepToTheAllowedArrows() {
        ArchitectureRules.check("com.evaratech.node");
    }
}
