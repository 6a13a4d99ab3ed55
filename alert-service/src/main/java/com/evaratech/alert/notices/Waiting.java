package com.evaratech.alert.notices;

import java.util.Set;

/**
 * All that waits for a channel.
 *
 * @param notices numbers of the rows
 * @param changes what they are about, as a notice has it
 */
record Waiting(Set<Long> notices, Set<Long> changes) {

    Waiting {
        notices = Set.copyOf(notices);
        changes = Set.copyOf(changes);
    }
}
