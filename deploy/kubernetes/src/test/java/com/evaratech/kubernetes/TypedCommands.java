package com.evaratech.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Commands of kubectl and helm as pages have them, in blocks and within sentences. */
final class TypedCommands {

    // A line of a block, or what stands between two backticks.
    private static final Pattern LINE =
            Pattern.compile("(?m)(?:^ *|`)((?:kubectl|helm) [^`\\n]*[^`\\n ])");

    private TypedCommands() {}

    /** Each once; what follows behind a pipe, another command or a comment is left out. */
    static Set<String> of(Path page) throws IOException {
        Set<String> commands = new LinkedHashSet<>();
        LINE.matcher(Files.readString(page))
                .results()
                .flatMap(it -> parts(it.group(1)).stream())
                .filter(it -> it.startsWith("kubectl ") || it.startsWith("helm "))
                .forEach(commands::add);
        return commands;
    }

    /** The commands of a line, parted where a shell parts them: outside of quotes. */
    static List<String> parts(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < line.length(); at++) {
            char sign = line.charAt(at);
            if (quote == 0 && sign == '#' && endsWithBlank(part)) {
                break;
            }
            if (quote == 0 && "|&;".indexOf(sign) >= 0) {
                add(parts, part);
                continue;
            }
            if (sign == quote) {
                quote = 0;
            } else if (quote == 0 && "'\"".indexOf(sign) >= 0) {
                quote = sign;
            }
            part.append(sign);
        }
        add(parts, part);
        return parts;
    }

    private static boolean endsWithBlank(StringBuilder part) {
        return !part.isEmpty() && part.charAt(part.length() - 1) == ' ';
    }

    private static void add(List<String> parts, StringBuilder part) {
        String text = part.toString().strip();
        if (!text.isEmpty()) {
            parts.add(text);
        }
        part.setLength(0);
    }
}
