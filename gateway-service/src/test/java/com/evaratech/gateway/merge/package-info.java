@NullMarked
package com.evaratech.gateway.merge;

import org.jspecify.annotations.NullMarked;
