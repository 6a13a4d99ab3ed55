package com.evaratech.local.testing.route;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes that JAX-RS resources declare by their annotations. */
final class ResourceMethods {

    private static final String PATH = "jakarta.ws.rs.Path";
    private static final String HTTP_METHOD = "jakarta.ws.rs.HttpMethod";

    private ResourceMethods() {}

    /** Each as {@code METHOD /path/{template}}; interfaces are clients of others, not resources. */
    static Set<String> in(JavaClasses classes) {
        return classes.stream()
                .filter(type -> !type.isInterface())
                .flatMap(type -> type.getMethods().stream())
                // Quarkus REST passes over others without a word: they are no routes.
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(ResourceMethods::routes)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> routes(JavaMethod method) {
        String path = path(method.getOwner(), method);
        return method.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .flatMap(annotation -> verb(annotation).stream())
                .map(verb -> verb + " " + path);
    }

    private static Optional<String> verb(JavaClass annotation) {
        return valueOf(annotation, HTTP_METHOD);
    }

    private static String path(JavaClass type, JavaMethod method) {
        String joined =
                "/" + valueOf(type, PATH).orElse("") + "/" + valueOf(method, PATH).orElse("");
        String withoutPatterns = joined.replaceAll("\\{\\s*([\\w-]+)\\s*(:[^}]*)?}", "{$1}");
        String normal = withoutPatterns.replaceAll("/{2,}", "/");
        return normal.length() > 1 && normal.endsWith("/")
                ? normal.substring(0, normal.length() - 1)
                : normal;
    }

    private static Optional<String> valueOf(HasAnnotations<?> element, String annotation) {
        return element.tryGetAnnotationOfType(annotation)
                .flatMap(present -> present.get("value"))
                .map(Object::toString);
    }
}
