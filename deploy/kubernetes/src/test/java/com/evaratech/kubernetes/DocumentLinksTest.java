package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links from page to page, and to a heading of one, lead somewhere. */
class DocumentLinksTest {

    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void shouldLeadToFilesAndHeadingsThatThereAre() throws IOException {
        List<String> broken = new ArrayList<>();
        int followed = 0;
        for (Path page : Documents.all()) {
            String text = CODE.matcher(prose(page)).replaceAll("");
            for (String link : LINK.matcher(text).results().map(it -> it.group(1)).toList()) {
                if (!ELSEWHERE.matcher(link).matches()) {
                    followed++;
                    if (!leadsSomewhere(page, link)) {
                        broken.add(Documents.ROOT.relativize(page) + ": " + link);
                    }
                }
            }
        }

        assertThat(followed).isGreaterThan(400);
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean heading = parts.length > 1 && target.toString().endsWith(".md");
        return Files.exists(target) && (!heading || headings(target).contains(parts[1]));
    }

    /** As GitHub makes them: small letters, blanks as dashes, and no other signs. */
    private static Set<String> headings(Path page) throws IOException {
        Set<String> anchors = new TreeSet<>();
        HEADING.matcher(prose(page))
                .results()
                .map(it -> it.group(1).strip().replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1"))
                .map(it -> it.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", ""))
                .forEach(it -> anchors.add(it.replace(' ', '-')));
        return anchors;
    }

    private static String prose(Path page) throws IOException {
        return FENCED.matcher(Files.readString(page)).replaceAll("");
    }
}
