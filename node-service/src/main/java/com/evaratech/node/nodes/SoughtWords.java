package com.evaratech.node.nodes;

import com.evaratech.common.problem.RequestFields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Beginnings of words that are sought in label, key and location of a node, all of them.
 *
 * @param beginnings 1 to 8, none of them blank
 */
record SoughtWords(List<String> beginnings) {

    static final String ALLOWED = "1 to 8 beginnings of words, together at most 100 characters";

    private static final int LONGEST = 100;
    private static final int MOST = 8;

    // What separates words for the function registry.words.
    private static final Pattern SEPARATORS =
            Pattern.compile("[-_.,;:/\\\\()\\[\\]#\"'+*&|!<>\\s]+");

    SoughtWords {
        beginnings = List.copyOf(beginnings);
    }

    static Optional<SoughtWords> parse(String text) {
        if (!RequestFields.isReadable(text, LONGEST)) {
            return Optional.empty();
        }
        var words = Arrays.stream(SEPARATORS.split(text)).filter(word -> !word.isBlank()).toList();
        return words.isEmpty() || words.size() > MOST
                ? Optional.empty()
                : Optional.of(new SoughtWords(words));
    }

    /** As PostgreSQL reads it; what has a meaning there is a separator here, and so not in it. */
    String tsquery() {
        return beginnings.stream().map("'%s':*"::formatted).collect(Collectors.joining(" & "));
    }
}
