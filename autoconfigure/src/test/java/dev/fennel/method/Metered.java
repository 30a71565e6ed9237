package dev.fennel.method;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CancellationException;

import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;

/**
 * All there is.
 */
@Timed
@Counted
@CountExceptions
@CountExceptions(value = "cancellations", exceptions = CancellationException.class)
@TrackInProgress
@Retention(RetentionPolicy.RUNTIME)
@interface Metered {

}
