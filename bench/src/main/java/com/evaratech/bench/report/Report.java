package com.evaratech.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells what a proof or a bench sees: progress as it goes, and marks at the end. With JSON only the
 * marks are printed, as one object.
 */
public final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final boolean json;
    private final List<Mark> marks = new ArrayList<>();

    public Report(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** A line of progress for people. */
    public void say(String line) {
        if (!json) {
            out.println(line);
            out.flush();
        }
    }

    public void add(Mark mark) {
        marks.add(mark);
    }

    /**
     * Prints what there is of the marks after a failure; with JSON nothing, which would look whole.
     */
    public void endEarly() {
        if (!json) {
            boolean _ = end();
            out.println("ended early, by a failure");
            out.flush();
        }
    }

    /** Prints the marks; whether all are met. */
    public boolean end() {
        if (json) {
            out.println(toJson());
        } else {
            out.println();
            out.println(line("mark", "value", "", "goal", ""));
            marks.forEach(mark -> out.println(line(mark)));
        }
        out.flush();
        return marks.stream().allMatch(Mark::met);
    }

    private String toJson() {
        var forms = new ArrayList<Map<String, Object>>();
        for (Mark mark : marks) {
            var form = new LinkedHashMap<String, Object>();
            form.put("name", mark.name());
            form.put("value", mark.value());
            form.put("unit", mark.unit());
            form.put("goal", mark.goal());
            form.put("met", mark.met());
            forms.add(form);
        }
        try {
            return JSON.writeValueAsString(Map.of("marks", forms));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("marks are not JSON", e);
        }
    }

    private static String line(Mark mark) {
        if (mark.goal() == null) {
            return line(mark.name(), number(mark.value()), mark.unit(), "", "");
        }
        String sign = mark.better() == Mark.Better.HIGHER ? ">= " : "<= ";
        return line(
                mark.name(),
                number(mark.value()),
                mark.unit(),
                sign + number(mark.goal()),
                mark.met() ? "met" : "NOT MET");
    }

    private static String line(String name, String value, String unit, String goal, String met) {
        return "%-44s %12s %-14s %12s %s".formatted(name, value, unit, goal, met).stripTrailing();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
    }
}
