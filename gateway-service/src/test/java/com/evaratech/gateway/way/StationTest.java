package com.evaratech.gateway.way;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StationTest {

    @Test
    void shouldGiveEachAPlaceOfItsOwnAsWritten() {
        List<Integer> orders = Arrays.stream(Station.values()).map(Station::order).toList();

        assertThat(orders).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void shouldCountBeforeAnythingAnswersAndBehindTheGate() {
        assertThat(Station.LIMITS)
                .isGreaterThan(Station.GATE)
                .isLessThan(Station.NODE_VIEW)
                .isLessThan(Station.CHANGE_MARKS)
                .isLessThan(Station.CACHE)
                .isLessThan(Station.FORWARDING);
    }

    @Test
    void shouldBeTheOnlyOneThatGivesPlaces() {
        var classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("com.evaratech.gateway");

        noClasses()
                .that()
                .areNotAssignableTo(Station.class)
                .should()
                .callMethod(Route.class, "order", int.class)
                .orShould()
                .callMethod(Filters.class, "register", Handler.class, int.class)
                .check(classes);
    }
}
