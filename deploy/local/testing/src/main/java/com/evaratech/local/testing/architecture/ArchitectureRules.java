package com.evaratech.local.testing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/**
 * The arrows every service keeps to:
 *
 * <ul>
 *   <li>a feature's {@code …Entity} and {@code …Repository} are used in its own package only;
 *   <li>packages depend on one another without cycles;
 *   <li>a service uses its own classes, {@code common} and the mapping between versions of the API,
 *       never another service's.
 * </ul>
 */
public final class ArchitectureRules {

    private static final String OURS = "com.evaratech.";
    private static final String COMMON = "com.evaratech.common";
    private static final String VERSIONS = "com.evaratech.api.mapping";

    private ArchitectureRules() {}

    /**
     * Checks the classes of a service as they were compiled, tests left out.
     *
     * @param servicePackage such as {@code com.evaratech.node}
     * @throws AssertionError naming every arrow that may not be
     */
    public static void check(String servicePackage) {
        // Names are all that is asked of classes outside: reading libraries takes most of the time.
        JavaClasses classes =
                ArchConfiguration.withThreadLocalScope((ArchConfiguration configuration) -> {
                    configuration.setResolveMissingDependenciesFromClassPath(false);
                    return new ClassFileImporter()
                            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                            .importPackages(servicePackage);
                });
        check(servicePackage, classes);
    }

    static void check(String servicePackage, JavaClasses classes) {
        if (classes.isEmpty()) {
            throw new AssertionError("No classes in " + servicePackage + ": nothing was checked");
        }
        rules(servicePackage).check(classes);
    }

    private static ArchRule rules(String servicePackage) {
        return CompositeArchRule.of(tablesStayWithTheirFeature())
                .and(
                        slices().matching(servicePackage + ".(**)")
                                .should()
                                .beFreeOfCycles()
                                .allowEmptyShould(true))
                .and(servicesStandAlone(servicePackage));
    }

    private static ArchRule tablesStayWithTheirFeature() {
        return classes()
                .should(
                        useNone(
                                "another feature's entity or repository",
                                arrow ->
                                        isTable(outermost(arrow.getTargetClass()))
                                                && !arrow.getOriginClass()
                                                        .getPackageName()
                                                        .equals(
                                                                arrow.getTargetClass()
                                                                        .getPackageName())));
    }

    private static ArchRule servicesStandAlone(String servicePackage) {
        return classes()
                .should(
                        useNone(
                                "another service",
                                arrow -> {
                                    String target = arrow.getTargetClass().getPackageName();
                                    return target.startsWith(OURS)
                                            && !isWithin(target, servicePackage)
                                            && !isWithin(target, COMMON)
                                            && !isWithin(target, VERSIONS);
                                }));
    }

    private static boolean isWithin(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    private static boolean isTable(JavaClass type) {
        return type.getPackageName().startsWith(OURS)
                && (type.getSimpleName().endsWith("Entity")
                        || type.getSimpleName().endsWith("Repository"));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    private static ArchCondition<JavaClass> useNone(String what, Predicate<Dependency> forbidden) {
        return new ArchCondition<>("not use " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(forbidden)
                        .forEach(arrow ->
                                events.add(
                                        SimpleConditionEvent.violated(
                                                arrow, arrow.getDescription())));
            }
        };
    }
}
