package com.evaratech.kubernetes;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What people read: every page of Markdown in the repository. */
final class Documents {

    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    // What is built, fetched or kept by tools is nobody's page of ours.
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

    private Documents() {}

    /** All pages, by their paths. */
    static List<Path> all() throws IOException {
        return below(ROOT);
    }

    /** The pages in a folder and its folders, by their paths. */
    static List<Path> below(Path folder) throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        String name = directory.getFileName().toString();
                        boolean hidden = name.startsWith(".") && !name.equals(".github");
                        return NOT_OURS.contains(name) || hidden
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".md")) {
                            pages.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        pages.sort(null);
        return pages;
    }
}
