package com.evaratech.alert.rules;

import static com.evaratech.alert.rules.Severity.CRITICAL;
import static com.evaratech.alert.rules.Severity.INFO;
import static com.evaratech.alert.rules.Severity.WARNING;

import com.evaratech.alert.rules.Anomaly.Direction;
import com.evaratech.alert.rules.Composite.Match;
import com.evaratech.alert.rules.Composite.Part;
import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Metric;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The templates that there are. Every threshold has a clear threshold: a tank at its level sways.
 */
final class RuleTemplates {

    private static final List<RuleTemplate> ALL = all();

    private RuleTemplates() {}

    /** In the order of the categories. */
    static List<RuleTemplate> list() {
        return ALL;
    }

    private static List<RuleTemplate> all() {
        List<RuleTemplate> templates = new ArrayList<>();
        for (Category category : Category.values()) {
            switch (category) {
                case OHT -> overheadTank(category, templates);
                case SUMP -> sump(category, templates);
                case PUMP_HOUSE -> pumpHouse(category, templates);
                case FLOW_METER -> flowMeter(category, templates);
                case BOREWELL, GOVT_BOREWELL -> well(category, templates);
            }
            everywhere(category, templates);
        }
        return List.copyOf(templates);
    }

    private static void overheadTank(Category category, List<RuleTemplate> to) {
        add(
                to,
                category,
                "low",
                "Overhead tank is low",
                below(20, 30, 600),
                WARNING,
                "A fifth is what a village draws while a pump is fetched.");
        add(
                to,
                category,
                "empty",
                "Overhead tank runs dry",
                below(5, 15, 300),
                CRITICAL,
                "Below this the outlet draws air.");
        add(
                to,
                category,
                "overflow",
                "Overhead tank overflows",
                above(98, 92, 900),
                WARNING,
                "A full tank stays full for minutes only, unless a pump runs on.");
        add(
                to,
                category,
                "drains_fast",
                "Overhead tank drains fast",
                new RateOfChange(Metric.WATER_LEVEL_PERCENT, Operator.LT, -30, -15.0, 1_800, 600),
                WARNING,
                "A third of a tank in an hour is more than people draw: a burst pipe.");
    }

    private static void sump(Category category, List<RuleTemplate> to) {
        add(
                to,
                category,
                "low",
                "Sump is low",
                below(15, 25, 600),
                WARNING,
                "The pump that fills the overhead tank soon finds no water.");
        add(
                to,
                category,
                "overflow",
                "Sump overflows",
                above(98, 92, 900),
                WARNING,
                "Its inlet valve does not close.");
    }

    private static void pumpHouse(Category category, List<RuleTemplate> to) {
        add(
                to,
                category,
                "dry_run",
                "Pump runs without flow",
                new DryRun(5.0, null, 180),
                CRITICAL,
                "Three minutes fill the pipe; without water a pump lasts little longer.");
        add(
                to,
                category,
                "backflow",
                "Water flows back",
                backflow(),
                WARNING,
                "The check valve does not hold.");
    }

    private static void flowMeter(Category category, List<RuleTemplate> to) {
        add(
                to,
                category,
                "night_flow",
                "Water flows all night",
                new NightFlow(LocalTime.of(2, 0), LocalTime.of(4, 0), 20, 10.0, 2),
                WARNING,
                "Two nights, so that a festival is no leak. Set the flow to what your nights"
                        + " have.");
        add(
                to,
                category,
                "unusual",
                "Flow is not as usual",
                new Anomaly(Metric.FLOW_RATE_LPM, Direction.ABOVE, 5, 900),
                INFO,
                "Learns each meter's own hours. Above only: less than usual is a holiday.");
        add(
                to,
                category,
                "backflow",
                "Water flows back",
                backflow(),
                WARNING,
                "A main without pressure draws in what surrounds it.");
    }

    private static void well(Category category, List<RuleTemplate> to) {
        add(
                to,
                category,
                "dry_run",
                "Well pump runs without flow",
                new DryRun(5.0, null, 180),
                CRITICAL,
                "Three minutes fill the rising main; then the pump runs dry.");
        add(
                to,
                category,
                "low_voltage",
                "Voltage at the pump is low",
                new Threshold(Metric.VOLTAGE_V, Operator.LT, 190, 200.0, 120),
                WARNING,
                "A motor for 230 V runs hot below.");
        add(
                to,
                category,
                "draws_without_flow",
                "Motor draws current without flow",
                new Composite(
                        Match.ALL,
                        List.of(
                                new Part(Metric.PUMP_CURRENT_A, Operator.GT, 2, 1.0),
                                new Part(Metric.FLOW_RATE_LPM, Operator.LT, 5, 10.0)),
                        300),
                CRITICAL,
                "The same where no status of the pump is known: a blocked or broken rising main.");
    }

    private static void everywhere(Category category, List<RuleTemplate> to) {
        add(
                to,
                category,
                "silent",
                "Device is silent",
                new Silence(1_800),
                WARNING,
                "Half an hour beyond its patience is more than a passing radio.");
        add(
                to,
                category,
                "battery",
                "Battery is low",
                new Threshold(Metric.BATTERY_V, Operator.LT, 3.3, 3.5, 3_600),
                INFO,
                "A lithium cell has a few days left. Change it for other batteries.");
    }

    private static Threshold below(double percent, double clear, int seconds) {
        return new Threshold(Metric.WATER_LEVEL_PERCENT, Operator.LT, percent, clear, seconds);
    }

    private static Threshold above(double percent, double clear, int seconds) {
        return new Threshold(Metric.WATER_LEVEL_PERCENT, Operator.GT, percent, clear, seconds);
    }

    private static Threshold backflow() {
        return new Threshold(Metric.FLOW_RATE_LPM, Operator.LT, -2, 0.0, 300);
    }

    private static void add(
            List<RuleTemplate> to,
            Category category,
            String key,
            String name,
            Condition condition,
            Severity severity,
            String reason) {
        String whole = category.name().toLowerCase(Locale.ROOT) + "." + key;
        String called = category.name() + ": " + name;
        to.add(new RuleTemplate(whole, category, called, condition, severity, reason));
    }
}
