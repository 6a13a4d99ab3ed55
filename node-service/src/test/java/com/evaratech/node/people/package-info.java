@NullMarked
package com.evaratech.node.people;

import org.jspecify.annotations.NullMarked;
