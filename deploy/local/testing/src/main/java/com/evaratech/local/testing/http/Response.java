package com.evaratech.local.testing.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamcrest.Description;
import org.hamcrest.Matchers;
import org.hamcrest.StringDescription;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a whole. Methods that are given an expectation return the same answer, and throw an
 * {@link AssertionError} with its body when it is another.
 */
public final class Response {

    private static final Pattern CHARSET =
            Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    private final HttpResponse<byte[]> http;
    private @Nullable JsonPath json;

    Response(HttpResponse<byte[]> http) {
        this.http = http;
    }

    /** Before what is expected of it. */
    public Response then() {
        return this;
    }

    /** Before what is taken out of it. */
    public Response extract() {
        return this;
    }

    public int statusCode() {
        return http.statusCode();
    }

    /** The last of this name; {@code null} for none. */
    @SuppressWarnings("NullAway") // who asks for one knows whether it must be there
    public String header(String name) {
        List<String> values = http.headers().allValues(name);
        return values.isEmpty() ? null : values.getLast();
    }

    /** With its parameters; empty for none. */
    public String contentType() {
        return http.headers().firstValue("Content-Type").orElse("");
    }

    public byte[] asByteArray() {
        return http.body();
    }

    /** The body as text, in the charset that it names, else in UTF-8. */
    public String asString() {
        Matcher named = CHARSET.matcher(contentType());
        return new String(
                http.body(),
                named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8);
    }

    /**
     * The body as JSON.
     *
     * @throws IllegalArgumentException when it is none
     */
    public JsonPath jsonPath() {
        JsonPath read = json;
        if (read == null) {
            read = new JsonPath(asString());
            json = read;
        }
        return read;
    }

    /** What is at a place in the body, see {@link JsonPath#get}. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // it saves each test a cast
    public <T> T path(String place) {
        return jsonPath().get(place);
    }

    @CanIgnoreReturnValue
    public Response statusCode(int expected) {
        if (http.statusCode() != expected) {
            throw new AssertionError(
                    "%s: expected %d, was %d: %s"
                            .formatted(http.request(), expected, http.statusCode(), asString()));
        }
        return this;
    }

    /** Also for a {@code String}: an object that is no matcher is compared. */
    @CanIgnoreReturnValue
    public Response header(String name, Object expected) {
        return is("header " + name, header(name), matcher(expected));
    }

    /** Without parameters when none are expected. */
    @CanIgnoreReturnValue
    public Response contentType(String expected) {
        String type = contentType().toLowerCase(Locale.ROOT);
        String compared = expected.contains(";") ? type : type.split(";", 2)[0].strip();
        return is("type", compared, Matchers.equalTo(expected.toLowerCase(Locale.ROOT)));
    }

    @CanIgnoreReturnValue
    public Response contentType(org.hamcrest.Matcher<? super String> expected) {
        return is("type", contentType(), expected);
    }

    /** The body as text is as expected. */
    @CanIgnoreReturnValue
    public Response body(org.hamcrest.Matcher<? super String> expected) {
        return is("body", asString(), expected);
    }

    /** What is at a place in the body is as expected, see {@link JsonPath#get}. */
    @CanIgnoreReturnValue
    public Response body(String place, org.hamcrest.Matcher<?> expected) {
        return is(place, jsonPath().get(place), expected);
    }

    /** The same for several places, each followed by its matcher. */
    @CanIgnoreReturnValue
    public Response body(
            String place, org.hamcrest.Matcher<?> expected, Object... morePlacesAndMatchers) {
        body(place, expected);
        for (int i = 0; i < morePlacesAndMatchers.length; i += 2) {
            body(
                    (String) morePlacesAndMatchers[i],
                    (org.hamcrest.Matcher<?>) morePlacesAndMatchers[i + 1]);
        }
        return this;
    }

    private Response is(String what, @Nullable Object actual, org.hamcrest.Matcher<?> expected) {
        if (!expected.matches(actual)) {
            Description why = new StringDescription();
            expected.describeMismatch(actual, why);
            throw new AssertionError(
                    "%s answered %d, %s: expected %s but %s%n%s"
                            .formatted(
                                    http.request(),
                                    http.statusCode(),
                                    what,
                                    StringDescription.toString(expected),
                                    why,
                                    asString()));
        }
        return this;
    }

    private static org.hamcrest.Matcher<?> matcher(Object expected) {
        return expected instanceof org.hamcrest.Matcher<?> matcher
                ? matcher
                : Matchers.equalTo(expected);
    }
}
