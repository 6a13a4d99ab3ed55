package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A component is rendered by whoever takes it: each is taken by some folder that is checked. */
class ComponentsInUseTest {

    private static final Path KUSTOMIZE = Path.of("kustomize");

    @Test
    void shouldTakeEveryComponentSomewhere() throws IOException {
        Set<Path> taken = new TreeSet<>();
        Set<Path> there = new TreeSet<>();
        for (Path file : kustomizations()) {
            var kustomization = Yaml.readAll(file).getFirst();
            if (Json.kind(kustomization).equals("Component")) {
                there.add(file.getParent());
            }
            Json.texts(kustomization, "components")
                    .forEach(it -> taken.add(file.resolveSibling(it).normalize()));
        }

        assertThat(there).hasSizeGreaterThan(10).isEqualTo(taken);
    }

    private static List<Path> kustomizations() throws IOException {
        try (Stream<Path> files = Files.walk(KUSTOMIZE)) {
            return files.filter(it -> it.endsWith("kustomization.yml")).toList();
        }
    }
}
