package com.evaratech.common.directory.store;

import java.util.List;

/**
 * What came behind a place in the stream.
 *
 * @param generation name of the snapshot, empty while it is not whole
 * @param trimmed newest entry that was cut off: a reader before it has missed something
 * @param items the changes, in order
 * @param last id of the last of them, or the place itself when there is none
 */
public record DirectoryChanges(
        String generation, StreamId trimmed, List<DirectoryItem> items, StreamId last) {

    public DirectoryChanges {
        items = List.copyOf(items);
    }
}
