@NullMarked
package com.evaratech.gateway.versions;

import org.jspecify.annotations.NullMarked;
