@NullMarked
package com.evaratech.alert.handling;

import org.jspecify.annotations.NullMarked;
