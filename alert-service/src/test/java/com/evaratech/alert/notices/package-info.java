@NullMarked
package com.evaratech.alert.notices;

import org.jspecify.annotations.NullMarked;
