@NullMarked
package com.evaratech.gateway.audit;

import org.jspecify.annotations.NullMarked;
