package com.evaratech.api.migration;

import java.util.List;

/**
 * What became of a file.
 *
 * @param text the file with its requests in version 2
 * @param count how many were rewritten
 * @param left those that were not, each as method and address
 */
public record Rewritten(String text, int count, List<String> left) {

    /** Copies the list. */
    public Rewritten {
        left = List.copyOf(left);
    }
}
