@NullMarked
package com.evaratech.alert.deliveries;

import org.jspecify.annotations.NullMarked;
