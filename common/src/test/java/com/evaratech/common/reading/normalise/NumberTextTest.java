package com.evaratech.common.reading.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource({"12.5,12.5", "-3,-3", "+.5,0.5", "7.,7", "1e3,1000", "2.5E-02,0.025", "007,7"})
    void shouldReadNumbers(String text, double value) {
        assertThat(NumberText.parse(text)).hasValue(value);
        assertThat(NumberText.parse(" \n" + text + "\r\n\r\n")).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nan",
                "NaN",
                "-nan",
                "Infinity",
                "-Infinity",
                "inf",
                "None",
                "null",
                "N/A",
                "undefined",
                "_PMV_",
                "1d",
                "2f",
                "3L",
                "0x1p3",
                "0x10",
                "4,8",
                "1 2",
                "--1",
                ".",
                "-",
                "e5",
                "1e",
                "1e+",
                "1e1000",
                "1e999",
                "1e400",
                "0.0HTTP/1.1",
                "76.76__0.0",
                "100/r/n/r/n",
                "1.2.3",
                "١٢",
                "\uFFFD1"
            })
    void shouldRefuseWhatIsNone(String text) {
        assertThat(NumberText.parse(text)).isEmpty();
    }

    @Property
    void shouldReadHowJavaWritesNumbers(@ForAll double value) {
        if (Double.isFinite(value)) {
            assertThat(NumberText.parse(Double.toString(value))).hasValue(value);
        }
    }

    @Property
    void shouldNeverFail(@ForAll String text) {
        NumberText.parse(text).ifPresent(value -> assertThat(value).isFinite());
    }
}
