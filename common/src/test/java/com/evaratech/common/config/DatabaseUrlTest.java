package com.evaratech.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void shouldReadAllParts() {
        var url =
                DatabaseUrl.parse(
                        "postgresql://evara:s%40c%2Fret@db.example.org:6432/water"
                                + "?sslmode=require&application_name=evara%20node");

        assertThat(url.host()).isEqualTo("db.example.org");
        assertThat(url.port()).isEqualTo(6432);
        assertThat(url.database()).isEqualTo("water");
        assertThat(url.user()).isEqualTo("evara");
        assertThat(url.password()).isEqualTo("s@c/ret");
        assertThat(url.parameters())
                .isEqualTo(Map.of("sslmode", "require", "application_name", "evara node"));
        assertThat(url.reactiveUrl())
                .isEqualTo("postgresql://db.example.org:6432/water?application_name=evara%20node");
        assertThat(url.jdbcUrl())
                .isEqualTo(
                        "jdbc:postgresql://db.example.org:6432/water"
                                + "?ApplicationName=evara%20node&sslmode=require");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "postgres", "postgresql+asyncpg"})
    void shouldReadEverySchemeAndDefaultPort(String scheme) {
        var url = DatabaseUrl.parse(scheme + "://u@db_1/water");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db_1:5432/water");
        assertThat(url.reactiveUrl()).isEqualTo("postgresql://db_1:5432/water");
        assertThat(url.user()).isEqualTo("u");
        assertThat(url.password()).isNull();
    }

    @Test
    void shouldKeepBracketsOfIpv6InUrlsOnly() {
        var url = DatabaseUrl.parse("postgres://u:p@[2001:db8::7]:5433/water");

        assertThat(url.host()).isEqualTo("2001:db8::7");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://[2001:db8::7]:5433/water");
    }

    @Test
    void shouldReadUrlWithoutLogin() {
        var url = DatabaseUrl.parse("postgresql://db/water");

        assertThat(url.user()).isNull();
        assertThat(url.password()).isNull();
    }

    @Test
    void shouldReadAsyncpgsNameOfSslmode() {
        assertThat(DatabaseUrl.parse("postgresql+asyncpg://u:p@db/water?ssl=require").parameters())
                .isEqualTo(Map.of("sslmode", "require"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "water",
                "mysql://u:hunter2@db/water",
                "postgresql:/u:hunter2@db/water",
                "postgresql://u:hunter2@db",
                "postgresql://u:hunter2@db/",
                "postgresql://u:hunter2@/water",
                "postgresql://u:hunter2@db:0/water",
                "postgresql://u:hunter2@db:65536/water",
                "postgresql://u:hunter2@db:port/water",
                "postgresql://u:hunter2@db1,db2/water",
                "postgresql://u:hunter2@db/water/more%",
                "postgresql://u:hunter2%@db/water",
                "postgresql://u:hunter2%4@db/water",
                "postgresql://u:hunter2%zz@db/water",
                "postgresql://u:hunter2%ff@db/water",
                "postgresql://u:hunter2%00@db/water",
                "postgresql://u:hunter2/x@db/water",
                "postgresql://u:hunter2?x@db/water",
                "postgresql://u:hunter2@db/water?sslmode",
                "postgresql://u:hunter2@db/water?sslmode=",
                "postgresql://u:hunter2@db/water?connect_timeout=3",
                "postgresql://u:hunter2@db/water?ssl=require&sslmode=require",
            })
    void shouldRefuseWhatItCannotReadWithoutTellingThePassword(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("m")
                .hasMessageNotContaining("hunter2");
    }

    @Property
    void shouldReadBackWhatWasEncoded(
            @ForAll("parts") String user,
            @ForAll("parts") String password,
            @ForAll("parts") String database,
            @ForAll @IntRange(min = 1, max = 65_535) int port) {
        var text =
                "postgresql://%s:%s@db:%d/%s"
                        .formatted(
                                PercentEncoding.encode(user),
                                PercentEncoding.encode(password),
                                port,
                                PercentEncoding.encode(database));

        var url = DatabaseUrl.parse(text);

        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).isEqualTo(password);
        assertThat(url.database()).isEqualTo(database);
        assertThat(url.port()).isEqualTo(port);
        assertThat(URI.create(url.reactiveUrl()).getPath()).isEqualTo("/" + database);
        assertThat(url.toString()).doesNotContain("@");
    }

    @Property
    void shouldNeverQuoteThePassword(
            @ForAll("parts") String before, @ForAll("parts") String after) {
        var secret = "Zq7-secret-Zq7";

        var failure =
                catchThrowable(
                        () -> DatabaseUrl.parse("postgresql://u:" + before + secret + after));

        if (failure != null) {
            assertThat(failure)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(secret);
        }
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.strings()
                .withChars("@:/?#%&=+[] '\"\\$")
                .alpha()
                .numeric()
                .withChars('ü', '水')
                .ofMinLength(1)
                .ofMaxLength(20);
    }
}
