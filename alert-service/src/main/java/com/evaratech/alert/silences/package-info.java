/** When alerts are not told, though they open and end: people say which, until when and why. */
@NullMarked
package com.evaratech.alert.silences;

import org.jspecify.annotations.NullMarked;
