package com.evaratech.alert.evaluate;

/** What a value says of a condition. */
enum Verdict {
    /** It makes the condition true. */
    HOLDS,
    /** It does not, and is not enough to end an alert either: hysteresis. */
    NEITHER,
    /** It ends an alert. */
    CLEARS,
    /** There is too little to tell: what is open stays open, and nothing opens. */
    UNKNOWN;

    /** By what a condition says of a value. */
    static Verdict of(boolean holds, boolean clears) {
        if (holds) {
            return HOLDS;
        }
        return clears ? CLEARS : NEITHER;
    }
}
