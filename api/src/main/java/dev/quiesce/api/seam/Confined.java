package dev.quiesce.api.seam;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field is reached by one thread only, or only under the lock that the reason names; therefore
 * it needs no seam.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Confined {
  /** Which thread, or which lock, and why. */
  String value();
}
