@NullMarked
package com.evaratech.alert.routes;

import org.jspecify.annotations.NullMarked;
