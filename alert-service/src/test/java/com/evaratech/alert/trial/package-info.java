@NullMarked
package com.evaratech.alert.trial;

import org.jspecify.annotations.NullMarked;
