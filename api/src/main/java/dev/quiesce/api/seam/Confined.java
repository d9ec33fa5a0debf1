package dev.quiesce.api.seam;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field is reached by one thread only, or only under the lock that the reason names; therefore it needs no seam.
 *
 * <p>A wrong reason makes "exhausted" false: an access outside the seam is invisible to the explorer.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Confined {
  /** Who may touch the field, and why no other thread can at the same time. */
  String value();
}
