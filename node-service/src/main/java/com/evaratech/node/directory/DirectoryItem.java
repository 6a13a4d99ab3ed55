package com.evaratech.node.directory;

/**
 * One version of one row, on its way to the directory.
 *
 * @param number the row's key in its table
 * @param id the entry's field in its hash
 * @param version of the row
 * @param json the entry
 */
record DirectoryItem(long number, String id, long version, String json) {}
