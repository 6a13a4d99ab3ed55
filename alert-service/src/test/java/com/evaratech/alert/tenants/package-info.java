@NullMarked
package com.evaratech.alert.tenants;

import org.jspecify.annotations.NullMarked;
