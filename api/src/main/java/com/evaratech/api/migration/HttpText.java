package com.evaratech.api.migration;

import com.evaratech.api.migration.RequestMigration.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with requests: a line with method and address, headers, an empty line, the body. */
final class HttpText {

    private static final String PART = "###";
    private static final Pattern REQUEST =
            Pattern.compile("(?s)(GET|HEAD|POST|PUT|PATCH|DELETE) +(\\S+)(.*)");
    private static final Pattern TYPE = Pattern.compile("(?i)content-type: *(.*)");

    private final RequestMigration migration;
    private final List<String> left = new ArrayList<>();
    private int count;

    HttpText(RequestMigration migration) {
        this.migration = migration;
    }

    Rewritten rewrite(String text) {
        List<String> written = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(PART)) {
                written.addAll(request(part));
                written.add(line);
                part.clear();
            } else {
                part.add(line);
            }
        }
        written.addAll(request(part));
        return new Rewritten(String.join("\n", written), count, left);
    }

    private List<String> request(List<String> lines) {
        int first = 0;
        while (first < lines.size() && !REQUEST.matcher(lines.get(first)).matches()) {
            first++;
        }
        if (first == lines.size()) {
            return lines;
        }
        int empty = first;
        String type = "";
        while (empty < lines.size() && !lines.get(empty).isBlank()) {
            Matcher header = TYPE.matcher(lines.get(empty).strip());
            type = header.matches() ? header.group(1) : type;
            empty++;
        }
        Matcher line = REQUEST.matcher(lines.get(first));
        if (!line.matches()) {
            return lines;
        }
        String body =
                String.join("\n", lines.subList(Math.min(empty + 1, lines.size()), lines.size()));
        Optional<Recorded> second =
                migration.second(new Recorded(line.group(1), line.group(2), type, body));
        if (second.isEmpty()) {
            left.add(line.group(1) + " " + line.group(2));
            return lines;
        }
        count++;
        List<String> written = new ArrayList<>(lines.subList(0, first));
        written.add(line.group(1) + " " + second.get().address() + line.group(3));
        written.addAll(lines.subList(first + 1, empty));
        if (empty < lines.size()) {
            written.add(lines.get(empty));
            if (empty + 1 < lines.size()) {
                written.addAll(List.of(second.get().body().split("\n", -1)));
            }
        }
        return written;
    }
}
