package com.evaratech.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LiteralTest {

    private static final String NAME = "evara.test.value";

    @Property(tries = 2_000)
    void shouldBeReadBackAsItWas(@ForAll("awkward") String value) {
        assertThat(config(Literal.of(value)).getValue(NAME, String.class)).isEqualTo(value);
    }

    @Property(tries = 2_000)
    void shouldBeReadBackAsTheOneElementOfAList(@ForAll("awkward") String value) {
        assertThat(config(Literal.element(value)).getValues(NAME, String.class))
                .isEqualTo(List.of(value));
    }

    @Provide
    Arbitrary<String> awkward() {
        return Arbitraries.strings()
                .withChars("$\\{}:,% ab\u00e9")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(value -> !value.isBlank());
    }

    private static io.smallrye.config.SmallRyeConfig config(String written) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(Map.of(NAME, written), "test", 100))
                .build();
    }
}
