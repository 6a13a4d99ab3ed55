package com.evaratech.local.testing.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {

    private static final String EXAMPLES = "com.evaratech.local.testing.architecture.example.";

    @Test
    void shouldAcceptServiceWhenItsArrowsAreRight() {
        assertThatCode(() -> check("tidy")).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseFeatureWhenItUsesAnothersRepository() {
        assertThatThrownBy(() -> check("tables"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("tables.two.Two")
                .hasMessageContaining("OneRepository");
    }

    @Test
    void shouldRefusePackagesWhenTheyFormCycle() {
        assertThatThrownBy(() -> check("cycle"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle");
    }

    @Test
    void shouldRefuseServiceWhenItUsesAnother() {
        assertThatThrownBy(() -> check("foreign"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("another service")
                .hasMessageContaining("other.Other");
    }

    @Test
    void shouldRefuseServiceWhenItHasNoClasses() {
        assertThatThrownBy(() -> ArchitectureRules.check("com.evaratech.absent"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing was checked");
    }

    private static void check(String example) {
        // Examples are test classes: the public entrance leaves those out.
        ArchitectureRules.check(
                EXAMPLES + example, new ClassFileImporter().importPackages(EXAMPLES + example));
    }
}
