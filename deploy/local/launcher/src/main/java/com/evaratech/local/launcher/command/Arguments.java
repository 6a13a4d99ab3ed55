package com.evaratech.local.launcher.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands behind a command's name: flags ({@code -d}), options with a value ({@code --port
 * 8001}, also {@code --port=8001}) and words.
 */
public final class Arguments {

    private final Set<String> flags;
    private final Map<String, String> options;
    private final List<String> words;

    private Arguments(Set<String> flags, Map<String, String> options, List<String> words) {
        this.flags = Set.copyOf(flags);
        this.options = Map.copyOf(options);
        this.words = List.copyOf(words);
    }

    /** What a command takes. */
    public record Grammar(Set<String> flags, Set<String> options, int mostWords) {
        public Grammar {
            flags = Set.copyOf(flags);
            options = Set.copyOf(options);
        }

        /**
         * Reads the arguments.
         *
         * @throws UsageException when one is not in this grammar
         */
        public Arguments parse(List<String> arguments) {
            Set<String> foundFlags = new HashSet<>();
            Map<String, String> foundOptions = new HashMap<>();
            List<String> words = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                if (flags.contains(argument)) {
                    foundFlags.add(argument);
                } else if (options.contains(name) && equals >= 0) {
                    foundOptions.put(name, argument.substring(equals + 1));
                } else if (options.contains(name) && i + 1 < arguments.size()) {
                    i++;
                    foundOptions.put(name, arguments.get(i));
                } else if (options.contains(name)) {
                    throw new UsageException(name + " needs a value");
                } else if (argument.startsWith("-") || words.size() == mostWords) {
                    throw new UsageException("\"" + argument + "\" is not understood here");
                } else {
                    words.add(argument);
                }
            }
            return new Arguments(foundFlags, foundOptions, words);
        }
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }

    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    public List<String> words() {
        return words;
    }

    public Optional<String> firstWord() {
        return words.stream().findFirst();
    }
}
