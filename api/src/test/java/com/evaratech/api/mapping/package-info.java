@NullMarked
package com.evaratech.api.mapping;

import org.jspecify.annotations.NullMarked;
