@NullMarked
package com.evaratech.api.migration;

import org.jspecify.annotations.NullMarked;
