@NullMarked
package com.evaratech.alert.silences;

import org.jspecify.annotations.NullMarked;
