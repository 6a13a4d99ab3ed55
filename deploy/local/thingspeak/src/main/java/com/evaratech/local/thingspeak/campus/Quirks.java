package com.evaratech.local.thingspeak.campus;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes values odd at given rates. */
final class Quirks {
    private static final String[] LINE_ENDS = {"\r\n", "\r\n\r\n", "\r", "\n\n"};
    private static final String[] NANS = {"nan", "NaN", "NAN", "-nan"};
    private static final String[] RUBBISH = {"HTTP/1.1", "__0.0", "/r/n/r/n"};
    private static final String[] WORDS = {"None", "null", "N/A", "undefined"};

    private final QuirkRates rates;
    private final boolean valuesStayPlain;

    Quirks(QuirkRates rates) {
        this.rates = rates;
        this.valuesStayPlain = spoilt() == 0;
    }

    boolean drops(RandomGenerator random) {
        return strikes(rates.dropOut(), random);
    }

    boolean repeatsTime(RandomGenerator random) {
        return strikes(rates.equalTime(), random);
    }

    boolean datesAhead(RandomGenerator random) {
        return strikes(rates.futureDated(), random);
    }

    /** The value as it arrives. */
    @Nullable String arrival(String value, RandomGenerator random) {
        if (valuesStayPlain) {
            return value;
        }
        double draw = random.nextDouble();
        if ((draw -= rates.absent()) < 0) {
            return null;
        }
        if ((draw -= rates.lineEnds()) < 0) {
            return value + pick(LINE_ENDS, random);
        }
        if ((draw -= rates.blanks()) < 0) {
            return " " + value + "  ";
        }
        if ((draw -= rates.nan()) < 0) {
            return pick(NANS, random);
        }
        if ((draw -= rates.empty()) < 0) {
            return "";
        }
        if ((draw -= rates.rubbish()) < 0) {
            return value + pick(RUBBISH, random);
        }
        if ((draw -= rates.decimalComma()) < 0) {
            return value.replace('.', ',');
        }
        return draw < rates.word() ? pick(WORDS, random) : value;
    }

    private double spoilt() {
        return rates.absent()
                + rates.lineEnds()
                + rates.blanks()
                + rates.nan()
                + rates.empty()
                + rates.rubbish()
                + rates.decimalComma()
                + rates.word();
    }

    private static boolean strikes(double rate, RandomGenerator random) {
        return rate > 0 && random.nextDouble() < rate;
    }

    private static String pick(String[] choices, RandomGenerator random) {
        return choices[random.nextInt(choices.length)];
    }
}
