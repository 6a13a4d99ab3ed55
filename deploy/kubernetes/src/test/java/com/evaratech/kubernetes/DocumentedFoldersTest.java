package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents tell people to apply is there: they read it when there is no time to look. */
class DocumentedFoldersTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path KUSTOMIZE = Path.of("kustomize");
    private static final Pattern FOLDER = Pattern.compile("-k ((?:overlays|variants)/[\\w/-]+)");
    private static final Pattern SECOND_FOLDER = Pattern.compile(" -k .* -k ");

    @Test
    void shouldApplyFoldersThatThereAre() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> documents = Files.walk(ROOT.resolve("docs"))) {
            for (Path document : documents.filter(it -> it.toString().endsWith(".md")).toList()) {
                FOLDER.matcher(Files.readString(document))
                        .results()
                        .forEach(it -> named.add(it.group(1)));
            }
        }

        assertThat(named)
                .hasSizeGreaterThan(5)
                .allSatisfy(it ->
                        assertThat(KUSTOMIZE.resolve(it).resolve("kustomization.yml")).exists());
    }

    /**
     * Of two folders kubectl would take the last one, and what a shell does with dots is no path.
     */
    @Test
    void shouldGiveCommandsThatCanBeTypedAsTheyStand() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path page : Documents.all()) {
            commands.addAll(TypedCommands.of(page));
        }

        assertThat(commands)
                .hasSizeGreaterThan(80)
                .noneMatch(it -> SECOND_FOLDER.matcher(it).find())
                .noneMatch(it -> it.contains("…") || it.contains("..."));
    }
}
