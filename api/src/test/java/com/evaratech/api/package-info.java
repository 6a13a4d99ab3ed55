@NullMarked
package com.evaratech.api;

import org.jspecify.annotations.NullMarked;
