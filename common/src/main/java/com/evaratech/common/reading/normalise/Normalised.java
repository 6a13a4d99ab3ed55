package com.evaratech.common.reading.normalise;

import com.evaratech.common.reading.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What became of one raw reading.
 *
 * @param reading what was accepted; empty when nothing was
 * @param rejections what was not: of single values, or why the whole was not
 */
public record Normalised(Optional<Reading> reading, List<Rejection> rejections) {

    public Normalised {
        rejections = List.copyOf(rejections);
    }
}
