package com.evaratech.common.problem.rest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may stand in a field, in words of JSON instead of Java. */
final class JsonTypes {

    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(double.class, Double.class, BigDecimal.class);
    private static final Set<Class<?>> FLAGS = Set.of(boolean.class, Boolean.class);

    private JsonTypes() {}

    /** A phrase such as {@code a whole number}. */
    static String phrase(@Nullable Class<?> type) {
        if (type == null) {
            return "a value of the documented type";
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        } else if (type == String.class) {
            return "text in quotes, without U+0000 and without halves of surrogate pairs";
        } else if (type == UUID.class) {
            return "a UUID in quotes";
        } else if (WHOLE_NUMBERS.contains(type)) {
            return "a whole number, without quotes and without a fraction";
        } else if (NUMBERS.contains(type)) {
            return "a number, without quotes";
        } else if (FLAGS.contains(type)) {
            return "true or false, without quotes";
        } else if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        } else if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            return "a JSON object";
        }
        return "a value of the documented type";
    }

    /** The numbers that a field of this type can hold. */
    static String range(@Nullable Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return "a whole number from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return "a whole number from %d to %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        return phrase(type);
    }
}
