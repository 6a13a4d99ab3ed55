@NullMarked
package com.evaratech.alert.people;

import org.jspecify.annotations.NullMarked;
