package com.evaratech.bench.query;

/** What questions are asked of. */
public enum QueryPart {
    /** Of readings as they were written, and once more when they are packed. */
    FORMS,
    /** Of rollups as they were written, and once more when they are laid together. */
    ROLLUPS,
    /** Of readings as they were written, with other indexes beside those that there are. */
    INDEXES
}
